#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\alice'
$password2 = Read-Password 'CONTOSO\sales'

Start-IISCommitDelay
try {
    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'ClearText'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue ''

    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false
    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }

    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'Sales'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\sales'; password = $password2 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales'; compareCaseSensitive = $true }

    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access'
    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'Ssl, SslNegotiateCert'

    $anonymousAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication'
    Set-IISConfigAttributeValue -ConfigElement $anonymousAuthenticationSection -AttributeName 'enabled' -AttributeValue $false
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
