import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything that the console and the agent are built from. */
const INPUTS = [
  "agent",
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "scripts/console-entry.ts",
  "scripts/disarm-request.ts",
  "scripts/write-address.ts",
  "tsconfig.json",
  "package-lock.json",
];
const NOT_BUILT = /\.test\.tsx?$|^(generated|golden|testdata|fixtures)$/;

/** One hash over the contents of all inputs: the same sources give the same build, whatever their dates. */
export function hashInputs(root: string): string {
  const hash = createHash("sha256");
  for (const input of INPUTS) add(hash, root, input);
  return hash.digest("hex").slice(0, 16);
}

function add(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  const names = readdirSync(full).sort();
  for (const name of names) if (!NOT_BUILT.test(name)) add(hash, root, `${path}/${name}`);
}
