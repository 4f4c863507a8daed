#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
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
