#Requires -Version 5.1
# Makes NODE.mof. Run it where you author configurations; the node needs the module IISAdministration.
param(
    [Parameter(Mandatory)] [string] $NodeName,
    # Public part (.cer) of the node's document encryption certificate (EKU 1.3.6.1.4.1.311.80.1).
    [Parameter(Mandatory)] [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf })] [string] $CertificateFile,
    [string] $OutputPath = '.'
)
$ErrorActionPreference = 'Stop'

Configuration CertmapClientCertificates {
    Import-DscResource -ModuleName PSDesiredStateConfiguration
    Node $AllNodes.NodeName {
        Script ClientCertificateMapping {
            GetScript = { @{ Result = 'IIS client certificate mapping' } }
            TestScript = {
                Import-Module IISAdministration
                $wanted = @(
                )
                $actual = @()
                $same = ($wanted -join [char]30) -ceq ($actual -join [char]30)
                return $same
            }
            SetScript = {
                Import-Module IISAdministration
                Start-IISCommitDelay
                try {
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
