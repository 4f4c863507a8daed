#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%')
$password2 = Read-Password 'CONTOSO\o''brien;--'

Start-IISCommitDelay
try {
    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location ('L''Or' + [char]233 + 'al 100% -- & S' + [char]246 + 'hne {{ x }}')
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'ClearText'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue 'A & "B" <C>'

    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false
    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%'); certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = $password1 }

    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'It''s ]]> & [x] %u0041'; description = '100% "sure" \'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\o''brien;--'; password = $password2 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = ('M' + [char]252 + 'ller & "S' + [char]246 + 'hne" <GmbH>*'); compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 1 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'CN'; matchCriteria = 'O''Brien, $env:x `n {{ 1 }} %TEMP%]'; compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 2 -ConfigAttribute @{ certificateField = 'Issuer'; certificateSubField = '1.2.3'; matchCriteria = ('two' + [char]13 + [char]10 + 'lines' + [char]9 + 'and tab'); compareCaseSensitive = $true }

    $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location ('L''Or' + [char]233 + 'al 100% -- & S' + [char]246 + 'hne {{ x }}')
    Set-IISConfigAttributeValue -ConfigElement $accessSection -AttributeName 'sslFlags' -AttributeValue 'Ssl'
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
