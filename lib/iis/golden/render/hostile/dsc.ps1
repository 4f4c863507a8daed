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
$secret1 = Protect-Password ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%')
$secret2 = Protect-Password 'CONTOSO\o''brien;--'

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
                    'A & "B" <C>'
                    ('True', ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%'), 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH' -join [char]31)
                    ('It''s ]]> & [x] %u0041', '100% "sure" \', 'True', '1', 'CONTOSO\o''brien;--' -join [char]31)
                    ('1', 'O', ('M' + [char]252 + 'ller & "S' + [char]246 + 'hne" <GmbH>*'), 'True' -join [char]31)
                    ('1', 'CN', 'O''Brien, $env:x `n {{ 1 }} %TEMP%]', 'True' -join [char]31)
                    ('2', '1.2.3', ('two' + [char]13 + [char]10 + 'lines' + [char]9 + 'and tab'), 'True' -join [char]31)
                    '8'
                )
                $actual = @()
                $iisClientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication' -Location ('L''Or' + [char]233 + 'al 100% -- & S' + [char]246 + 'hne {{ x }}')
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
                $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location ('L''Or' + [char]233 + 'al 100% -- & S' + [char]246 + 'hne {{ x }}')
                $actual += [string] [int] $accessSection.GetAttributeValue('sslFlags')
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
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
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = ('CONTOSO\m' + [char]252 + '"l''ler$(1)`%PATH%'); certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = (Unprotect-CmsMessage -Content $using:secret1) }

                    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
                    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'It''s ]]> & [x] %u0041'; description = '100% "sure" \'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\o''brien;--'; password = (Unprotect-CmsMessage -Content $using:secret2) } -Passthru
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
