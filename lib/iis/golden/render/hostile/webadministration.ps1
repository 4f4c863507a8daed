#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%')
$password2 = Read-Password 'CONTOSO\o''brien;--'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = ('L''Or' + [char]233 + 'al 100% -- & S' + [char]246 + 'hne {{ x }}') }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'Ssl'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'ClearText'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value 'A & "B" <C>'

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings' -Name '.' -AtIndex 0 -Value @{ enabled = $true; userName = ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%'); certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = 'It''s ]]> & [x] %u0041'; description = '100% "sure" \'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\o''brien;--'; password = $password2 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s ]]> & [x] %u0041"]/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = ('M' + [char]252 + 'ller & "S' + [char]246 + 'hne" <GmbH>*'); compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s ]]> & [x] %u0041"]/rules' -Name '.' -AtIndex 1 -Value @{ certificateField = 'Subject'; certificateSubField = 'CN'; matchCriteria = 'O''Brien, $env:x `n {{ 1 }} %TEMP%]'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s ]]> & [x] %u0041"]/rules' -Name '.' -AtIndex 2 -Value @{ certificateField = 'Issuer'; certificateSubField = '1.2.3'; matchCriteria = ('two' + [char]13 + [char]10 + 'lines' + [char]9 + 'and tab'); compareCaseSensitive = $true }
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name="It''s ]]> & [x] %u0041"]' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
