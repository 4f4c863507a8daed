#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\o''brien'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = '100% & Co' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'ClearText'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value 'A\'

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = ('It''s, ]]> & [x] %u0041 ' + [char]233); description = '100% "sure" \'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\o''brien'; password = $password1 }
Add-WebConfigurationProperty @target -Filter ('system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s, ]]> & [x] %u0041 ' + [char]233 + '"]/rules') -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = ('M' + [char]252 + 'ller & "S' + [char]246 + 'hne" <GmbH>*'); compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter ('system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s, ]]> & [x] %u0041 ' + [char]233 + '"]/rules') -Name '.' -AtIndex 1 -Value @{ certificateField = 'Issuer'; certificateSubField = 'CN'; matchCriteria = ('' + [char]55357 + [char]56832 + ' ' + [char]8220 + 'smart' + [char]8221 + ' ' + [char]8216 + 'quotes' + [char]8217); compareCaseSensitive = $true }
Set-WebConfigurationProperty @target -Filter ('system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s, ]]> & [x] %u0041 ' + [char]233 + '"]') -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
