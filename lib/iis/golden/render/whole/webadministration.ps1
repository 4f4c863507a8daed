#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\alice'
$password2 = Read-Password 'robot@contoso.example'

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site' }

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/access' -Name 'sslFlags' -Value 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128'

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/anonymousAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/basicAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/digestAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/windowsAuthentication' -Name 'enabled' -Value $false

Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'logonMethod' -Value 'Interactive'
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'defaultLogonDomain' -Value 'CONTOSO'

Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings/add') { throw 'Inherited mappings stay in oneToOneMappings: use the IISAdministration script.' }
Clear-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings'
if (Get-WebConfiguration @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add') { throw 'Inherited mappings stay in manyToOneMappings: use the IISAdministration script.' }

Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings' -Name '.' -AtIndex 0 -Value @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/oneToOneMappings' -Name '.' -AtIndex 1 -Value @{ enabled = $true; userName = 'robot@contoso.example'; certificate = 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ=='; password = $password2 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 0 -Value @{ name = 'Sales'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\alice'; password = $password1 }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']/rules' -Name '.' -AtIndex 0 -Value @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales'; compareCaseSensitive = $true }
Add-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings' -Name '.' -AtIndex 1 -Value @{ name = 'Rest'; enabled = $false; permissionMode = 'Deny' }
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Sales'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication/manyToOneMappings/add[@name=''Rest'']' -Name 'enabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'manyToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'oneToOneCertificateMappingsEnabled' -Value $true
Set-WebConfigurationProperty @target -Filter 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Name 'enabled' -Value $true
