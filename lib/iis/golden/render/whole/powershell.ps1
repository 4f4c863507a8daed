#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\alice'
$password2 = Read-Password 'robot@contoso.example'

Start-IISCommitDelay
try {
    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'Interactive'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue 'CONTOSO'

    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false
    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }
    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ enabled = $true; userName = 'robot@contoso.example'; certificate = 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ=='; password = $password2 }

    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'Sales'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\alice'; password = $password1 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales'; compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ name = 'Rest'; enabled = $true; permissionMode = 'Deny' }

    $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $clientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128'

    $anonymousAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $anonymousAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

    $basicAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/basicAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $basicAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

    $digestAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/digestAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $digestAuthenticationSection -AttributeName 'enabled' -AttributeValue $false

    $windowsAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/windowsAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $windowsAuthenticationSection -AttributeName 'enabled' -AttributeValue $false
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
