import { win32 } from "node:path";
import type { Step } from "@/agent/service/step";

/** Well-known SIDs: the names of these two are translated in other languages' Windows. */
const SYSTEM = "*S-1-5-18";
const ADMINISTRATORS = "*S-1-5-32-544";

export interface WindowsPlaces {
  systemRoot: string;
  programFiles: string;
  programData: string;
}

export function windowsPlaces(env: NodeJS.ProcessEnv): WindowsPlaces {
  return {
    systemRoot: env.SystemRoot ?? "C:\\Windows",
    programFiles: env.ProgramFiles ?? "C:\\Program Files",
    programData: env.ProgramData ?? "C:\\ProgramData",
  };
}

/**
 * Leaves the state folder to SYSTEM and Administrators. Anyone may make a folder in ProgramData, so whoever made this one before
 * us loses it: its owner and all its entries are replaced, and those of the folder between, from which it could be moved away.
 */
export function protectFolder(stateDir: string, { programData, systemRoot }: WindowsPlaces): Step[] {
  const icacls = win32.join(systemRoot, "System32", "icacls.exe");
  const parent = win32.dirname(stateDir);
  const ours = win32.dirname(parent).toLowerCase() === programData.toLowerCase();
  const folders = ours ? [parent, stateDir] : [stateDir];
  const steps = folders.flatMap((folder): Step[] => [
    {
      kind: "run",
      what: "Make Administrators the owner of the folder",
      argv: [icacls, folder, "/setowner", ADMINISTRATORS, "/Q"],
    },
    { kind: "run", what: "Take all other rights from the folder", argv: [icacls, folder, "/reset", "/Q"] },
    {
      kind: "run",
      what: "Open the folder to SYSTEM and Administrators only",
      argv: [
        ...([icacls, folder, "/inheritance:r", "/grant:r"] as const),
        ...[`${SYSTEM}:(OI)(CI)F`, `${ADMINISTRATORS}:(OI)(CI)F`, "/Q"],
      ],
    },
  ]);
  const all = win32.join(stateDir, "*");
  const content = [["/setowner", ADMINISTRATORS], ["/reset"]].map((words): Step => {
    const argv = [icacls, all, ...words, "/T", "/C", "/Q"] as const;
    // There may be nothing in it yet.
    return { kind: "run", what: "The same for what is in it", argv, mayFail: true };
  });
  return [...steps, ...content];
}
