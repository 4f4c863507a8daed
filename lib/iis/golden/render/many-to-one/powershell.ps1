#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\sales'
$password2 = Read-Password 'CONTOSO\dev'

Start-IISCommitDelay
try {
    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $false
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'ClearText'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue ''

    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false

    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'Sales'; description = 'Everyone in sales'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\sales'; password = $password1 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = 'Contoso'; compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 1 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Sales*'; compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 2 -ConfigAttribute @{ certificateField = 'Issuer'; certificateSubField = 'CN'; matchCriteria = 'Contoso Issuing CA'; compareCaseSensitive = $false }
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ name = 'Developers'; enabled = $false; permissionMode = 'Allow'; userName = 'CONTOSO\dev'; password = $password2 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'OU'; matchCriteria = 'Dev'; compareCaseSensitive = $true }
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
