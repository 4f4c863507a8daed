#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Intranet' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'Ssl, SslNegotiateCert'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Name 'enabled' -Value $true
