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
$secret2 = Protect-Password 'CONTOSO\shared'

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
                    'False'
                    '3'
                    ''
                    ('True', 'CONTOSO\alice', 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH' -join [char]31)
                    ('True', 'CONTOSO\shared', 'MIIB1jCCAXugAwIBAgIBIjAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowOzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA0RldjEMMAoGA1UEAwwDQm9iMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3bslQ91rPKx0zbplenu4ose2jVs5dvLLthSE/GolQOm++8yU2TIcM3oxcdi4ovju7Kfhwjj0i+WfSVlvKpJdjqNvMG0wCQYDVR0TBAIwADALBgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFEQ9dL+JLIC0hJFiQCuFZAn45PYfMB8GA1UdIwQYMBaAFApuUwdoXwJWoNBK8RX9mWq9s1w1MAoGCCqGSM49BAMCA0kAMEYCIQCU97tRRJp5cV72CO8dYfJs9+9bOxInNasijw0M1ldjGAIhAO72EDZB2l4tS2Ht9lNlDYqnuUgR0/ZHDn2rovOzYg04' -join [char]31)
                    ('False', 'contoso\SHARED', 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ==' -join [char]31)
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
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'manyToOneCertificateMappingsEnabled' -AttributeValue $false
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'logonMethod' -AttributeValue 'ClearText'
                    Set-IISConfigAttributeValue -ConfigElement $iisClientCertificateMappingAuthenticationSection -AttributeName 'defaultLogonDomain' -AttributeValue ''

                    $oneToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'oneToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $oneToOneMappingsCollection -Confirm:$false
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 0 -ConfigAttribute @{ enabled = $true; userName = 'CONTOSO\alice'; certificate = 'MIIB2TCCAX+gAwIBAgIBITAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDjAMBgNVBAsMBVNhbGVzMQ4wDAYDVQQDDAVBbGljZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF97soqI3o/mY8XQOv2xjmOb1AIJshZg8Ocl5QqpcdvhbEyCNWQ5ocnU1x/VZ0Yk7S2iq6Ppm3jT08HW4qT+kVGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBRgMYoUXk4kAJr0wLNPjcfe3UI1qzAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNIADBFAiEAzgFm0tfsPNtY1/N7QSbkDWHmlA0dOlujvxZYhh4F6LkCIFnXri46sp/ZWpE2BKhKKnEu79ErGsX6kbPyhzzQ9QrH'; password = (Unprotect-CmsMessage -Content $using:secret1) }
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 1 -ConfigAttribute @{ enabled = $true; userName = 'CONTOSO\shared'; certificate = 'MIIB1jCCAXugAwIBAgIBIjAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowOzELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA0RldjEMMAoGA1UEAwwDQm9iMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3bslQ91rPKx0zbplenu4ose2jVs5dvLLthSE/GolQOm++8yU2TIcM3oxcdi4ovju7Kfhwjj0i+WfSVlvKpJdjqNvMG0wCQYDVR0TBAIwADALBgNVHQ8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFEQ9dL+JLIC0hJFiQCuFZAn45PYfMB8GA1UdIwQYMBaAFApuUwdoXwJWoNBK8RX9mWq9s1w1MAoGCCqGSM49BAMCA0kAMEYCIQCU97tRRJp5cV72CO8dYfJs9+9bOxInNasijw0M1ldjGAIhAO72EDZB2l4tS2Ht9lNlDYqnuUgR0/ZHDn2rovOzYg04'; password = (Unprotect-CmsMessage -Content $using:secret2) }
                    New-IISConfigCollectionElement -ConfigCollection $oneToOneMappingsCollection -AddAt 2 -ConfigAttribute @{ enabled = $false; userName = 'contoso\SHARED'; certificate = 'MIICozCCAkigAwIBAgIBKDAKBggqhkjOPQQDAjA8MQswCQYDVQQGEwJVUzEQMA4GA1UECgwHQ29udG9zbzEbMBkGA1UEAwwSQ29udG9zbyBJc3N1aW5nIENBMB4XDTI1MDEwMTAwMDAwMFoXDTQwMDEwMTAwMDAwMFowPTELMAkGA1UEBhMCVVMxEDAOBgNVBAoMB0NvbnRvc28xDDAKBgNVBAsMA09wczEOMAwGA1UEAwwFUm9ib3QwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCPm91G2+QS+OmFFdRVfnjqQxbJ76sJixZBs6Tw5EGr8QbJ5ZmOqfwBdGrlAo2R1YBfYYNCCX/BgSz5LBhhl/eBv9As/UEXSNx9T7UqukZlnz3ws9rVWDqGpAEiUAj7tKXoaRXUa/5ZScn/+1+xc2kYc4mQXrVZJA284rFAHBuJk3cDRLFlzKAp5rLhGSorCF1TynmDpHbWExHSpCFRVlosjo5kMi+NGI10NlgF75eTnPcJ9jzkup0s1GE8XWNUYQu+dPNQ7v3OrIqm3g58Ebd4cmRKGgPR21ZMBnmiEh6jug7Ju80EISlBTt6MriJmbRsgNkfZPWYxN5xMWAOrTPB1AgMBAAGjbzBtMAkGA1UdEwQCMAAwCwYDVR0PBAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQWBBQChUPAySY3A5Xg5H28HPE6JsUhMTAfBgNVHSMEGDAWgBQKblMHaF8CVqDQSvEV/ZlqvbNcNTAKBggqhkjOPQQDAgNJADBGAiEAwauuDngAjDytX0PRfxUw9U+Emzwqd8a6AISG9Aatr8YCIQDiWb4RXlA/twgRgAPh4Z3L2e0RtXiHTQGwaJonQ1djkQ=='; password = (Unprotect-CmsMessage -Content $using:secret2) }

                    $manyToOneMappingsCollection = Get-IISConfigCollection -ConfigElement $iisClientCertificateMappingAuthenticationSection -CollectionName 'manyToOneMappings'
                    Clear-IISConfigCollection -ConfigCollection $manyToOneMappingsCollection -Confirm:$false
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
