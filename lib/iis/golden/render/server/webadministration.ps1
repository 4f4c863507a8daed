#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\alice'
$password2 = Read-Password 'CONTOSO\sales'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'Ssl, SslNegotiateCert'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/anonymousAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'ClearText'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value ''

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings' -Name '.' -AtIndex 0 -Value @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = 'Sales'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\sales'; password = $password2 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales'; compareCaseSensitive = $true }
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
