import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { readError } from "@/agent/file-error";
import { carryOut } from "@/agent/service/carry-out";
import { protectFolder, windowsPlaces } from "@/agent/service/protect-folder";
import { makePrivateFolder } from "@/agent/state/durable";
import type { StateFolder } from "@/agent/state/folder";
import { fail, ok, type Result } from "@/lib/errors";

/**
 * Makes the state folder private before a key is written into it. On Windows anyone may have made it before: then only its
 * rights are taken over, never what was put into it for us to believe. Errors: `state-folder-unsafe`, `service-step-failed`.
 */
export async function secureStateFolder(folder: StateFolder, env: NodeJS.ProcessEnv): Promise<Result<void>> {
  const { preferences } = folder;
  if (process.platform !== "win32") {
    makePrivateFolder(folder.root);
    return ok(undefined);
  }
  const root = resolve(folder.root);
  try {
    mkdirSync(root, { recursive: true });
    if (realpathSync.native(root).toLowerCase() !== root.toLowerCase())
      return fail(
        "state-folder-unsafe",
        `${root} is a link to another folder, or a short name of one. Name the folder itself with --state-dir.`,
      );
  } catch (error) {
    return readError(error, root);
  }
  if (existsSync(preferences))
    return fail(
      "state-folder-unsafe",
      `${preferences} was there before this folder was protected: it may be someone else's. Move it away, enrol (HTTPS_PROXY and --ca-file serve meanwhile), read it, and put it back.`,
    );
  return carryOut(protectFolder(root, windowsPlaces(env)), () => undefined);
}
