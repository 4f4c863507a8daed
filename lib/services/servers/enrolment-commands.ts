import { findAgentProgram } from "./agent-program";

/**
 * Fetch, enrol, run, ready to copy. The token goes through the environment: an argument would stand in every process list.
 * `windows`: the program that needs no Node, where this console has it.
 */
export function enrolmentCommands(
  { publicUrl, token, fingerprint }: { publicUrl: string; token: string; fingerprint: string },
  windows = findAgentProgram("windows"),
): { shell: string; powershell: string } {
  const program = `${publicUrl}/api/agent/v1/program`;
  const enroll = `enroll --url ${publicUrl} --console-key ${fingerprint}`;
  const run = windows ? "& $agent" : "node $agent";
  return {
    shell: [
      `curl -fsS -o certmap-agent.mjs ${program}`,
      `CERTMAP_TOKEN=${token} node certmap-agent.mjs ${enroll} --config-file ./applicationHost.config`,
      "node certmap-agent.mjs run",
    ].join("\n"),
    powershell: [
      ...(windows ? [] : ["# This host needs Node 20.19 or later, installed for all users."]),
      // Windows PowerShell 5.1 offers old TLS by itself, and its progress bar makes a download take minutes.
      "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'",
      "$ProgressPreference = 'SilentlyContinue'",
      // Only administrators write there: what runs as SYSTEM must not be anyone's to replace.
      '$folder = New-Item -ItemType Directory -Force "$env:ProgramFiles\\Certmap"',
      `$agent = "$folder\\certmap-agent.${windows ? "exe" : "mjs"}"`,
      `Invoke-WebRequest -UseBasicParsing -Uri ${program}${windows ? "?platform=windows" : ""} -OutFile $agent`,
      ...(windows?.sha256
        ? [
            `if ((Get-FileHash $agent).Hash -ne '${windows.sha256}') { Remove-Item $agent; throw 'The download is damaged.' }`,
          ]
        : []),
      `$env:CERTMAP_TOKEN = '${token}'`,
      `${run} ${enroll} --backend windows`,
      "Remove-Item Env:CERTMAP_TOKEN",
      `${run} service install`,
    ].join("\n"),
  };
}
