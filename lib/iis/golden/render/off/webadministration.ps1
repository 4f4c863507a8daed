#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'None'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $false
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'Network'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value 'CONTOSO'

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
