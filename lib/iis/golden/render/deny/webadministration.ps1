#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\partners'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'ClearText'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value ''

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = 'Revoked partner'; enabled = $false; permissionMode = 'Deny' }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Revoked partner'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = 'Fabrikam'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 1 -Value @{ name = 'Partners'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\partners'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Partners'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Issuer'; certificateSubField = 'O'; matchCriteria = 'Partner CA'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 2 -Value @{ name = 'Everyone else'; enabled = $false; permissionMode = 'Deny' }
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Revoked partner'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Partners'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Everyone else'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
