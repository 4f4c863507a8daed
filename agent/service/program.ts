import { realpathSync } from "node:fs";
import { isSea } from "node:sea";

/** How this very agent was started, which is how the service will start it. */
export interface Program {
  /** The executable, or the bundle that Node runs. */
  path: string;
  /** Undefined: the executable brings its own. */
  node: string | undefined;
}

export function ownProgram(): Program {
  return isSea()
    ? { path: process.execPath, node: undefined }
    : { path: realpathSync(process.argv[1] ?? ""), node: process.execPath };
}
