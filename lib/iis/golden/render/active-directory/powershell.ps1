#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
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
