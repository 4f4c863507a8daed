import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { createServer } from "node:net";
import { errnoOf } from "@/agent/file-error";
import { fail, ok, type Result } from "@/lib/errors";

/**
 * One `run` per state folder. The lock is a socket name that the system frees when the process ends in whatever way,
 * so that a killed agent leaves nothing behind that would stop the next start.
 */
export async function lockStateFolder(root: string): Promise<Result<void>> {
  const id = createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 32);
  const path = socketName(id);
  // Other systems have no such names; the console's fencing by epoch is the second line of defence there.
  if (path === undefined) return ok(undefined);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (errnoOf(error) !== "EADDRINUSE") return reject(error);
      resolve(
        fail(
          "agent-already-running",
          `Another agent already runs with the state folder ${root}. Stop it first.`,
        ),
      );
    });
    server.listen({ path, exclusive: true }, () => resolve(ok(undefined)));
  });
}

function socketName(id: string): string | undefined {
  if (process.platform === "linux") return `\0certmap-agent-${id}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\certmap-agent-${id}`;
  return undefined;
}
