#Requires -RunAsAdministrator
#Requires -Modules IISAdministration
$ErrorActionPreference = 'Stop'
Import-Module IISAdministration

Start-IISCommitDelay
try {
    Stop-IISCommitDelay
}
catch {
    Stop-IISCommitDelay -Commit $false
    throw
}
