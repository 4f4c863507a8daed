import { dirname } from "node:path";
import { isSea } from "node:sea";
import type { BackEnd } from "@/agent/back-end";
import { createConfigFileBackEnd } from "@/agent/config-file/config-file-back-end";
import type { StateFolder } from "@/agent/state/folder";
import type { Settings } from "@/agent/state/settings";
import { openMemory } from "@/agent/windows/memory";
import { powerShell } from "@/agent/windows/runner";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";

/** The back end that was chosen at enrolment. `ownKey`: the key that this agent keeps to itself (state/keys.ts). */
export function createBackEnd(
  { backEnd, configFile, passwordHandling }: Pick<Settings, "backEnd" | "configFile" | "passwordHandling">,
  ownKey: string,
  folder: StateFolder,
): BackEnd {
  if (backEnd === "windows")
    return createWindowsBackEnd({
      run: powerShell(programFolder()),
      ownKey,
      memory: openMemory(folder.windows),
    });
  return createConfigFileBackEnd({
    path: configFile ?? "",
    // IIS is not there to encrypt anything.
    passwordHandling: passwordHandling === "iis" ? "refuse" : passwordHandling,
    sampleKey: ownKey,
  });
}

/** Where the program itself stands: the script is laid beside it. */
function programFolder(): string {
  return dirname(isSea() ? process.execPath : (process.argv[1] ?? process.execPath));
}
