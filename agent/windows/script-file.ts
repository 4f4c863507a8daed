import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errnoOf, writeError } from "@/agent/file-error";
import { writeDurable } from "@/agent/state/durable";
import { fail, ok, type Result } from "@/lib/errors";

/** Whoever signs the script for an AllSigned policy appends this to it. */
const SIGNATURE = "# SIG # Begin signature block";

/** iis.ps1, as it was when the agent was built (scripts/build-agent.ts puts it in). */
export function scriptText(): string {
  return unix(process.env.CERTMAP_IIS_SCRIPT ?? readFileSync(join("agent", "windows", "iis.ps1"), "utf8"));
}

/** Lower-case hex SHA-256 of the script with Unix line ends; docs/agent.md prints it. */
export function scriptDigest(): string {
  return createHash("sha256").update(scriptText()).digest("hex");
}

/**
 * The script beside the program, where only administrators may write. It is laid there when it is missing, and never run when its text
 * is another one than its name says; a signature behind it is allowed. Errors: `script-altered`, `file-not-writable`.
 */
export function readyScript(folder: string): Result<string> {
  const path = join(folder, `certmap-iis-${scriptDigest().slice(0, 12)}.ps1`);
  let found: string;
  try {
    found = unix(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") return writeError(error, path);
    try {
      writeDurable(path, scriptText());
      return ok(path);
    } catch (failure) {
      return writeError(failure, path);
    }
  }
  const [text = "", ...signature] = found.split(`\n${SIGNATURE}`);
  const inert = signature.every((block) => block.split("\n").every((line) => /^(#.*)?$/.test(line)));
  const same = text.trimEnd() === scriptText().trimEnd() && inert;
  return same
    ? ok(path)
    : fail(
        "script-altered",
        `${path} is not the script that this agent was built with. Nothing was run: remove the file, and the agent lays its own there.`,
      );
}

function unix(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
