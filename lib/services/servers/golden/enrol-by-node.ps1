# This host needs Node 20.19 or later, installed for all users.
[Net.ServicePointManager]::SecurityProtocol = 'Tls12'
$ProgressPreference = 'SilentlyContinue'
$folder = New-Item -ItemType Directory -Force "$env:ProgramFiles\Certmap"
$agent = "$folder\certmap-agent.mjs"
Invoke-WebRequest -UseBasicParsing -Uri https://certmap.example.com/api/agent/v1/program -OutFile $agent
$env:CERTMAP_TOKEN = 'TOKEN'
node $agent enroll --url https://certmap.example.com --console-key ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff --backend windows
Remove-Item Env:CERTMAP_TOKEN
node $agent service install