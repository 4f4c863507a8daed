#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
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
