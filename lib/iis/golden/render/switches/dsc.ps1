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
                    '104'
                    'False'
                    'False'
                    'False'
                    'True'
                )
                $actual = @()
                $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site/app'
                $actual += [string] [int] $accessSection.GetAttributeValue('sslFlags')
                $anonymousAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' -Location 'Default Web Site/app'
                $actual += [string] $anonymousAuthenticationSection.GetAttributeValue('enabled')
                $basicAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/basicAuthentication' -Location 'Default Web Site/app'
                $actual += [string] $basicAuthenticationSection.GetAttributeValue('enabled')
                $digestAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/digestAuthentication' -Location 'Default Web Site/app'
                $actual += [string] $digestAuthenticationSection.GetAttributeValue('enabled')
                $windowsAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/windowsAuthentication' -Location 'Default Web Site/app'
                $actual += [string] $windowsAuthenticationSection.GetAttributeValue('enabled')
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
                Start-IISCommitDelay
                try {
                    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site/app'
                    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'Ssl, SslNegotiateCert, SslRequireCert'

                    $anonymousAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' -Location 'Default Web Site/app'
                    Set-IISConfigAttributeValue -ConfigElement $anonymousAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

                    $basicAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/basicAuthentication' -Location 'Default Web Site/app'
                    Set-IISConfigAttributeValue -ConfigElement $basicAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

                    $digestAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/digestAuthentication' -Location 'Default Web Site/app'
                    Set-IISConfigAttributeValue -ConfigElement $digestAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

                    $windowsAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/windowsAuthentication' -Location 'Default Web Site/app'
                    Set-IISConfigAttributeValue -ConfigElement $windowsAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
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
