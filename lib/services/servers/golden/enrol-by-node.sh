curl -fsS -o certmap-agent.mjs https://certmap.example.com/api/agent/v1/program
CERTMAP_TOKEN=TOKEN node certmap-agent.mjs enroll --url https://certmap.example.com --console-key ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff --config-file ./applicationHost.config
node certmap-agent.mjs run