import { createHash } from "node:crypto";
import { readBytes } from "@/agent/config-file/replace";
import type { ReadAnswer } from "@/agent/windows/contract";
import { fail, type Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { parseApplicationHost } from "@/lib/iis/read";

/**
 * The text of the very file that IIS has just answered from: it tells what a scope states itself, how each password is kept, and the lines
 * that are wrong. Errors: `file-unreadable`, those of parseApplicationHost, `changed-since-plan` when it was replaced in between.
 */
export function fileOf({ configFile, fileHash }: ReadAnswer, read = readBytes): Result<ConfigFile> {
  const bytes = read(configFile);
  if (!bytes.ok) return bytes;
  if (createHash("sha256").update(bytes.value).digest("hex") !== fileHash)
    return fail("changed-since-plan", `${configFile} was changed while it was read. Try again.`);
  return parseApplicationHost(bytes.value);
}
