#Requires -Version 5.1
# Makes NODE.mof. Run it where you author configurations; the node needs the module IISAdministration.
param(
    [Parameter(Mandatory)] [string] $NodeName,
    # Public part (.cer) of the node's document encryption certificate (EKU 1.3.6.1.4.1.311.80.1).
    [Parameter(Mandatory)] [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf })] [string] $CertificateFile,
    [string] $OutputPath = '.'
)
$ErrorActionPreference = 'Stop'

Configuration CertmapClientCertificates {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node $AllNodes.NodeName {
        Script ClientCertificateMapping {
            GetScript = { @{ Result = 'IIS client certificate mapping' } }
            TestScript = {
                Import-Module IISAdministration
                $wanted = @(
                    'True'
                    '40'
                )
                $actual = @()
                $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Intranet'
                $actual += [string] $clientCertificateMappingAuthenticationSection.GetAttributeValue('enabled')
                $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Intranet'
                $actual += [string] [int] $accessSection.GetAttributeValue('sslFlags')
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
                Start-IISCommitDelay
                try {
                    $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Intranet'
                    Set-IISConfigAttributeValue -ConfigElement $clientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true

                    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Intranet'
                    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'Ssl, SslNegotiateCert'
                    Stop-IISCommitDelay
                }
                catch {
                    Stop-IISCommitDelay -Commit $false
                    throw
                }
            }
        }
    }
}

$data = @{ AllNodes = @(@{
    NodeName = $NodeName
    CertificateFile = $CertificateFile
    PSDscAllowPlainTextPassword = $false
}) }
CertmapClientCertificates -ConfigurationData $data -OutputPath $OutputPath
