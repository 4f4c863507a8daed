import { win32 } from "node:path";
import type { Program } from "@/agent/service/program";
import { protectFolder, type WindowsPlaces } from "@/agent/service/protect-folder";
import type { Step } from "@/agent/service/step";
import { TASK_NAME, taskXml, utf16 } from "@/agent/service/windows-task";

/** As one executable, and as the bundle that Node runs. */
const PROGRAMS = ["certmap-agent.exe", "certmap-agent.mjs"] as const;

interface WindowsInstall {
  stateDir: string;
  program: Program;
  places: WindowsPlaces;
}

/** The program goes to Program Files, where only administrators write: SYSTEM must not run what anyone can replace. */
export function windowsInstall({ stateDir, program, places }: WindowsInstall): Step[] {
  const schtasks = win32.join(places.systemRoot, "System32", "schtasks.exe");
  const installed = installedProgram(program, places);
  const [command, ...args] = [
    ...(program.node === undefined ? [installed] : [program.node, installed]),
    ...["run", "--state-dir", stateDir],
  ] as [string, ...string[]];
  const definition = win32.join(stateDir, "service-task.xml");
  const copy: Step = {
    kind: "copy",
    what: "Copy the program",
    from: program.path,
    to: installed,
    mode: 0o755,
  };
  return [
    ...protectFolder(stateDir, places),
    {
      kind: "run",
      what: "Stop the agent if it is installed already",
      argv: [schtasks, "/End", "/TN", TASK_NAME],
      mayFail: true,
    },
    ...(same(program.path, installed) ? [] : [copy]),
    {
      kind: "write",
      what: "Write the task's definition",
      to: definition,
      content: utf16(taskXml({ command, args })),
      mode: 0o600,
    },
    {
      kind: "run",
      what: "Make the task",
      argv: [schtasks, "/Create", "/TN", TASK_NAME, "/XML", definition, "/F"],
    },
    { kind: "remove", what: "Remove the definition", path: definition, folder: false },
    { kind: "run", what: "Start the agent", argv: [schtasks, "/Run", "/TN", TASK_NAME] },
  ];
}

/** Scripts that this or an older agent laid beside its program (windows/script-file.ts). */
export function laidScripts(names: readonly string[]): string[] {
  return names.filter((name) => /^certmap-iis-[0-9a-f]{12}\.ps1$/.test(name));
}

/** `scripts`: the names of those that are there. */
export function windowsUninstall(places: WindowsPlaces, scripts: readonly string[]): Step[] {
  const schtasks = win32.join(places.systemRoot, "System32", "schtasks.exe");
  return [
    { kind: "run", what: "Stop the agent", argv: [schtasks, "/End", "/TN", TASK_NAME], mayFail: true },
    {
      kind: "run",
      what: "Remove the task",
      argv: [schtasks, "/Delete", "/TN", TASK_NAME, "/F"],
      mayFail: true,
    },
    // Windows keeps a program that runs: when it is this one, it stays and is named.
    ...[...scripts, ...PROGRAMS].map((name): Step => {
      const path = win32.join(programFolder(places), name);
      return { kind: "remove", what: "Remove the program", path, folder: true, mayFail: true };
    }),
  ];
}

export function programFolder({ programFiles }: WindowsPlaces): string {
  return win32.join(programFiles, "Certmap");
}

function installedProgram({ node }: Program, places: WindowsPlaces): string {
  return win32.join(programFolder(places), PROGRAMS[node === undefined ? 0 : 1]);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
