/** In the root folder of the task scheduler: an own folder would stay behind, schtasks cannot remove it. */
export const TASK_NAME = "Certmap agent";

const SYSTEM = "S-1-5-18";

interface TaskOptions {
  command: string;
  args: readonly string[];
}

/**
 * A start-up task as SYSTEM (Task Scheduler schema 1.2). Node does not speak to the service control manager, so it is no service
 * in Windows' sense. It has no time limit, is started again a minute after a failure, and, whatever ended it, by its triggers
 * every five minutes: a start while it runs is ignored.
 */
export function taskXml({ command, args }: TaskOptions): string {
  const again =
    "<Repetition><Interval>PT5M</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>";
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    "  <RegistrationInfo>",
    "    <Author>Certmap</Author>",
    "    <Description>Pulls this server's client-certificate configuration from the Certmap console. Stop it by disabling it.</Description>",
    "  </RegistrationInfo>",
    "  <Triggers>",
    `    <BootTrigger><Enabled>true</Enabled>${again}</BootTrigger>`,
    `    <RegistrationTrigger><Enabled>true</Enabled>${again}</RegistrationTrigger>`,
    "  </Triggers>",
    "  <Principals>",
    '    <Principal id="System">',
    `      <UserId>${SYSTEM}</UserId>`,
    "      <RunLevel>HighestAvailable</RunLevel>",
    "    </Principal>",
    "  </Principals>",
    "  <Settings>",
    "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
    "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
    "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
    "    <AllowHardTerminate>true</AllowHardTerminate>",
    "    <StartWhenAvailable>true</StartWhenAvailable>",
    "    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>",
    "    <AllowStartOnDemand>true</AllowStartOnDemand>",
    "    <Enabled>true</Enabled>",
    "    <Hidden>false</Hidden>",
    "    <RunOnlyIfIdle>false</RunOnlyIfIdle>",
    "    <WakeToRun>false</WakeToRun>",
    "    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>",
    "    <Priority>5</Priority>",
    "    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>",
    "  </Settings>",
    '  <Actions Context="System">',
    "    <Exec>",
    `      <Command>${xml(command)}</Command>`,
    `      <Arguments>${xml(args.map(windowsArgument).join(" "))}</Arguments>`,
    "    </Exec>",
    "  </Actions>",
    "</Task>",
    "",
  ].join("\r\n");
}

/** schtasks takes UTF-16 with its mark. */
export function utf16(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, "utf16le");
}

/** One argument of a Windows command line, as the C run-time library reads it back. */
export function windowsArgument(word: string): string {
  if (word !== "" && !/[\s"]/.test(word)) return word;
  const escaped = word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1");
  return `"${escaped}"`;
}

function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
