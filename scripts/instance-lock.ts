/** One launcher per data folder. The lock is a socket that the system itself closes when its holder dies, however it dies. */
import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeOf } from "./start-error";

export interface Lock {
  release: () => Promise<void>;
}

/** Takes the lock of a folder, `undefined` when another process holds it. `purpose` tells locks of one folder apart. */
export async function takeLock(folder: string, purpose: string): Promise<Lock | undefined> {
  const address = lockAddress(folder, purpose);
  try {
    return await listenAt(address);
  } catch (error) {
    if (codeOf(error) !== "EADDRINUSE") throw error;
  }
  // Only where the lock is a file can it be left behind by a process that is gone.
  if (!isFile(address) || (await answers(address))) return undefined;
  rmSync(address, { force: true });
  return listenAt(address).catch(() => undefined);
}

function lockAddress(folder: string, purpose: string): string {
  const id = createHash("sha256")
    .update(`${purpose}\0${realpathSync(folder)}`)
    .digest("hex")
    .slice(0, 24);
  if (process.platform === "linux") return `\0certmap-${id}`; // An abstract socket: no file.
  if (process.platform === "win32") return `\\\\.\\pipe\\certmap-${id}`;
  return join(tmpdir(), `certmap-${id}.sock`);
}

function isFile(address: string): boolean {
  return !address.startsWith("\0") && !address.startsWith("\\\\");
}

function listenAt(address: string): Promise<Lock> {
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(address, () => {
      // Holding the lock alone is no reason to keep running.
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
