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
                    'False'
                    'True'
                    'True'
                    '2'
                    'CONTOSO'
                    'False'
                    '0'
                )
                $actual = @()
                $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('enabled')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('oneToOneCertificateMappingsEnabled')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('manyToOneCertificateMappingsEnabled')
                $actual += [string] [int] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('logonMethod')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('defaultLogonDomain')
                foreach ($mapping in (Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings')) {
                    $actual += $mapping.GetAttributeValue('enabled'), $mapping.GetAttributeValue('userName'), $mapping.GetAttributeValue('certificate') -join [char]31
                }
                foreach ($mapping in (Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings')) {
                    $mode = [int] $mapping.GetAttributeValue('permissionMode')
                    $actual += $mapping.GetAttributeValue('name'), $mapping.GetAttributeValue('description'), $mapping.GetAttributeValue('enabled'), $mode, $mapping.GetAttributeValue('userName') -join [char]31
                    foreach ($rule in (Get-IISConfigCollection -ConfigElement $mapping -CollectionName 'rules')) {
                        $field = [int] $rule.GetAttributeValue('certificateField')
                        $actual += $field, $rule.GetAttributeValue('certificateSubField'), $rule.GetAttributeValue('matchCriteria'), $rule.GetAttributeValue('compareCaseSensitive') -join [char]31
                    }
                }
                $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Default Web Site'
                $actual += [string] $clientCertificateMappingAuthenticationSection.GetAttributeValue('enabled')
                $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site'
                $actual += [string] [int] $accessSection.GetAttributeValue('sslFlags')
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
                Start-IISCommitDelay
                try {
                    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $false
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $true
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'Network'
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue 'CONTOSO'

                    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false

                    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false

                    $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Default Web Site'
                    Set-IISConfigAttributeValue -ConfigElement $clientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

                    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site'
                    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'None'
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
