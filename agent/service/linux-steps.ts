import { join } from "node:path";
import type { Program } from "@/agent/service/program";
import type { Step } from "@/agent/service/step";
import { systemdUnit, UNIT_NAME } from "@/agent/service/systemd-unit";

const PROGRAM_FOLDER = "/usr/local/lib/certmap-agent";
const UNIT_FILE = join("/etc/systemd/system", UNIT_NAME);

/** As one executable, and as the bundle that Node runs. */
const PROGRAMS = ["certmap-agent", "certmap-agent.mjs"] as const;

interface LinuxInstall {
  stateDir: string;
  /** Folders that the agent writes beside its state. */
  writable: readonly string[];
  program: Program;
  /** Of the state folder. */
  uid: number;
  gid: number;
}

export function linuxInstall({ stateDir, writable, program, uid, gid }: LinuxInstall): Step[] {
  const installed = installedProgram(program);
  const command = [
    ...(program.node === undefined ? [] : [program.node]),
    ...[installed, "run", "--state-dir", stateDir],
  ];
  const unit = systemdUnit({ command, writable: [stateDir, ...writable], uid, gid });
  const copy: Step = {
    kind: "copy",
    what: "Copy the program",
    from: program.path,
    to: installed,
    mode: 0o755,
  };
  return [
    ...(program.path === installed ? [] : [copy]),
    { kind: "write", what: "Write the unit", to: UNIT_FILE, content: Buffer.from(unit), mode: 0o644 },
    systemctl("Let systemd read it", "daemon-reload"),
    systemctl("Start the agent at boot", "enable", UNIT_NAME),
    systemctl("Start the agent", "restart", UNIT_NAME),
  ];
}

export function linuxUninstall(): Step[] {
  return [
    { ...systemctl("Stop the agent, also at boot", "disable", "--now", UNIT_NAME), mayFail: true },
    { kind: "remove", what: "Remove the unit", path: UNIT_FILE, folder: false },
    systemctl("Let systemd forget it", "daemon-reload"),
    ...PROGRAMS.map((name): Step => {
      return { kind: "remove", what: "Remove the program", path: join(PROGRAM_FOLDER, name), folder: true };
    }),
  ];
}

function systemctl(what: string, ...args: string[]): Step {
  return { kind: "run", what, argv: ["systemctl", ...args] };
}

function installedProgram({ node }: Program): string {
  return join(PROGRAM_FOLDER, PROGRAMS[node === undefined ? 0 : 1]);
}
