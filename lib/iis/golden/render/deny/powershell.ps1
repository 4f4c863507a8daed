#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

function Read-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$password1 = Read-Password 'CONTOSO\partners'

Start-IISCommitDelay
try {
    $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'enabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'oneToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $true
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'ClearText'
    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue ''

    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false

    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'Revoked partner'; enabled = $true; permissionMode = 'Deny' } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Subject'; certificateSubField = 'O'; matchCriteria = 'Fabrikam'; compareCaseSensitive = $true }
    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ name = 'Partners'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\partners'; password = $password1 } -Passthru
    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Issuer'; certificateSubField = 'O'; matchCriteria = 'Partner CA'; compareCaseSensitive = $true }
    New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 2 -ConfigAttribute @{ name = 'Everyone else'; enabled = $true; permissionMode = 'Deny' }
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
