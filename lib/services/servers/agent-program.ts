import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export const PROGRAM_PLATFORMS = ["node", "windows"] as const;
type ProgramPlatform = (typeof PROGRAM_PLATFORMS)[number];

/** The agent in one file, the same for everyone and with no secret in it. */
export interface AgentProgram {
  path: string;
  fileName: string;
  contentType: string;
  /** Bytes. */
  size: number;
  /** Lower-case hex; of the Windows program only. */
  sha256: string | undefined;
}

/**
 * What this console hands out to a host: the bundle of its own build (`node`), or the Windows program that needs no Node, when
 * an operator built it (npm run build:agent-windows). `folder`: the build that runs, dist/builds/HASH.
 */
export function findAgentProgram(
  platform: ProgramPlatform,
  folder: string = process.cwd(),
): AgentProgram | undefined {
  const [fileName, contentType] =
    platform === "node"
      ? ["certmap-agent.mjs", "text/javascript; charset=utf-8"]
      : ["certmap-agent.exe", "application/vnd.microsoft.portable-executable"];
  const path =
    platform === "node"
      ? join(/* turbopackIgnore: true */ folder, fileName)
      : join(/* turbopackIgnore: true */ folder, "..", "..", fileName);
  try {
    const sha256 = platform === "node" ? undefined : readFileSync(`${path}.sha256`, "utf8").trim();
    return { path, fileName, contentType, size: statSync(path).size, sha256 };
  } catch {
    return undefined;
  }
}
