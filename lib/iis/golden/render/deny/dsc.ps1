#Requires -Version 5.1
# Makes NODE.mof. Run it where you author configurations; the node needs the module IISAdministration.
param(
    [Parameter(Mandatory)] [string] $NodeName,
    # Public part (.cer) of the node's document encryption certificate (EKU 1.3.6.1.4.1.311.80.1).
    [Parameter(Mandatory)] [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf })] [string] $CertificateFile,
    [string] $OutputPath = '.'
)
$ErrorActionPreference = 'Stop'

function Protect-Password([string] $Account) {
    $secure = Read-Host -Prompt "Password for $Account" -AsSecureString
    Protect-CmsMessage -To $CertificateFile -Content (New-Object System.Net.NetworkCredential('', $secure)).Password
}
$secret1 = Protect-Password 'CONTOSO\partners'

Configuration CertmapClientCertificates {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node $AllNodes.NodeName {
        Script ClientCertificateMapping {
            GetScript = { @{ Result = 'IIS client certificate mapping' } }
            TestScript = {
                Import-Module IISAdministration
                $wanted = @(
                    'True'
                    'True'
                    'True'
                    '3'
                    ''
                    ('Revoked partner', '', 'True', '2', '' -join [char]31)
                    ('1', 'O', 'Fabrikam', 'True' -join [char]31)
                    ('Partners', '', 'True', '1', 'CONTOSO\partners' -join [char]31)
                    ('2', 'O', 'Partner CA', 'True' -join [char]31)
                    ('Everyone else', '', 'True', '2', '' -join [char]31)
                )
                $actual = @()
                $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location 'Default Web Site'
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('enabled')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('oneToOneCertificateMappingsEnabled')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('manyToOneCertificateMappingsEnabled')
                $actual += [string] [int] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('logonMethod')
                $actual += [string] $iisClientCertificateMappingAuthenticationSection.GetAttributeValue('defaultLogonDomain')
                foreach ($mapping in (Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings')) {
                    $actual += $mapping.GetAttributeValue('enabled'), $mapping.GetAttributeValue('userName'), $mapping.GetAttributeValue('certificate') -join [char]31
                }
                foreach ($mapping in (Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings')) {
                    $mode = [int] $mapping.GetAttributeValue('permissionMode')
                    $actual += $mapping.GetAttributeValue('name'), $mapping.GetAttributeValue('description'), $mapping.GetAttributeValue('enabled'), $mode, $mapping.GetAttributeValue('userName') -join [char]31
                    foreach ($rule in (Get-IISConfigCollection -ConfigElement $mapping -CollectionName 'rules')) {
                        $field = [int] $rule.GetAttributeValue('certificateField')
                        $actual += $field, $rule.GetAttributeValue('certificateSubField'), $rule.GetAttributeValue('matchCriteria'), $rule.GetAttributeValue('compareCaseSensitive') -join [char]31
                    }
                }
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
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
                    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ name = 'Partners'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\partners'; password = (Unprotect-CmsMessage -Content $using:secret1) } -Passthru
                    $rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'
                    New-IISConfigCollectionElement -ConfigCollection $rulesCollection -AddAt 0 -ConfigAttribute @{ certificateField = 'Issuer'; certificateSubField = 'O'; matchCriteria = 'Partner CA'; compareCaseSensitive = $true }
                    New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 2 -ConfigAttribute @{ name = 'Everyone else'; enabled = $true; permissionMode = 'Deny' }
                    Stop-IISCommitDelay
                }
                catch {
                    Stop-IISCommitDelay -Commit $false
                    throw
                }
            }
        }
    }
}

$data = @{ AllNodes = @(@{
    NodeName = $NodeName
    CertificateFile = $CertificateFile
    PSDscAllowPlainTextPassword = $false
}) }
CertmapClientCertificates -ConfigurationData $data -OutputPath $OutputPath
