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
$secret1 = Protect-Password 'CONTOSO\alice'
$secret2 = Protect-Password 'robot@contoso.example'

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
                    '0'
                    'CONTOSO'
                    ('True', 'CONTOSO\alice', 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH' -join [char]31)
                    ('True', 'robot@contoso.example', 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ==' -join [char]31)
                    ('Sales', '', 'True', '1', 'CONTOSO\alice' -join [char]31)
                    ('1', 'OU', 'Sales', 'True' -join [char]31)
                    ('Rest', '', 'True', '2', '' -join [char]31)
                    'False'
                    '360'
                    'False'
                    'False'
                    'False'
                    'False'
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
                $clientCertificateMappingAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/clientCertificateMappingAuthentication' -Location 'Default Web Site'
                $actual += [string] $clientCertificateMappingAuthenticationSection.GetAttributeValue('enabled')
                $accessSection = Get-IISConfigSection -SectionPath 'system.webServer/security/access' -Location 'Default Web Site'
                $actual += [string] [int] $accessSection.GetAttributeValue('sslFlags')
                $anonymousAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/anonymousAuthentication' -Location 'Default Web Site'
                $actual += [string] $anonymousAuthenticationSection.GetAttributeValue('enabled')
                $basicAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/basicAuthentication' -Location 'Default Web Site'
                $actual += [string] $basicAuthenticationSection.GetAttributeValue('enabled')
                $digestAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/digestAuthentication' -Location 'Default Web Site'
                $actual += [string] $digestAuthenticationSection.GetAttributeValue('enabled')
                $windowsAuthenticationSection = Get-IISConfigSection -SectionPath 'system.webServer/security/authentication/windowsAuthentication' -Location 'Default Web Site'
                $actual += [string] $windowsAuthenticationSection.GetAttributeValue('enabled')
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
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'Interactive'
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue 'CONTOSO'

                    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = (Unprotect-CmsMessage -Content $using:secret1) }
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ enabled = $true; userName = 'robot@contoso.example'; certificate = 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ=='; password = (Unprotect-CmsMessage -Content $using:secret2) }

                    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
                    $addElement = New-IISConfigCollectionElement -ConfigCollection $manyToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ name = 'Sales'; enabled = $true; permissionMode = 'Allow'; userName = 'CONTOSO\alice'; password = (Unprotect-CmsMessage -Content $using:secret1) } -Passthru
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
