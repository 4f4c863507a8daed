#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
Import-Module WebAdministration

$target = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site' }
