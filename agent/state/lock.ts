import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { connect, createServer } from "node:net";
import { errnoOf } from "@/agent/file-error";
import { fail, ok, type Result } from "@/lib/errors";

/**
 * One `run` per state folder. The lock is a socket name that the system frees when the process ends in whatever way,
 * so that a killed agent leaves nothing behind that would stop the next start.
 */
export async function lockStateFolder(root: string): Promise<Result<void>> {
  const path = socketName(root);
  // Other systems have no such names; the console's fencing by epoch is the second line of defence there.
  if (path === undefined) return ok(undefined);
  // Where a name can be taken twice (Wine), asking first is all there is.
  if (await isRunning(root)) return alreadyRunning(root);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (errnoOf(error) !== "EADDRINUSE") return reject(error);
      resolve(alreadyRunning(root));
    });
    server.listen({ path, exclusive: true }, () => resolve(ok(undefined)));
  });
}

/** Whether an agent holds the folder; takes nothing from one that is about to start. */
export function isRunning(root: string): Promise<boolean> {
  const path = socketName(root);
  if (path === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function alreadyRunning(root: string): ReturnType<typeof fail> {
  return fail(
    "agent-already-running",
    `Another agent already runs with the state folder ${root}. Stop it first.`,
  );
}

function socketName(root: string): string | undefined {
  const id = createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 32);
  if (process.platform === "linux") return `\0certmap-agent-${id}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\certmap-agent-${id}`;
  return undefined;
}
