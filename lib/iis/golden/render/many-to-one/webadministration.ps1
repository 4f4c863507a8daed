#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\sales'
$password2 = Read-Password 'CONTOSO\dev'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $false
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'ClearText'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value ''

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = 'Sales'; description = 'Everyone in sales'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\sales'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = 'Contoso'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']/rules' -Name '.' -AtIndex 1 -Value @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales*'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']/rules' -Name '.' -AtIndex 2 -Value @{ certificateField = 'Issuer'; certificateSubField = 'CN'; matchCriteria = 'Contoso Issuing CA'; compareCaseSensitive = $false }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 1 -Value @{ name = 'Developers'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\dev'; password = $password2 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Developers'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Dev'; compareCaseSensitive = $true }
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
