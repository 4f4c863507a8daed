import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";

/**
 * Writes lines into a file of the data folder's `audit-archive`, whole and on disk when it resolves. Answers the SHA-256 of its
 * bytes. Throws Node's own errors and leaves no half file.
 */
export async function writeArchive(fileName: string, lines: AsyncIterable<string>): Promise<string> {
  const folder = join(env().dataDir, "audit-archive");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, fileName);
  const temporary = `${path}.tmp`;
  const hash = createHash("sha256");
  try {
    const handle = await open(temporary, "w", 0o600);
    try {
      for await (const line of lines) {
        hash.update(line);
        await handle.write(line);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return hash.digest("hex");
}
