#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site/app' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'Ssl, SslNegotiateCert, SslRequireCert'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/anonymousAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/basicAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/digestAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/windowsAuthentication' -Name 'enabled' -Value $true
