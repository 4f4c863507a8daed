import { execFile } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { withoutSignature } from "./pe-signature";

const run = promisify(execFile);

/** Node looks for this mark to know that it carries a program (Node's documentation, single executable applications). */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

type Inject = (
  file: string,
  name: string,
  content: Buffer,
  options: { sentinelFuse: string },
) => Promise<void>;

interface Parts {
  /** CommonJS file with everything in it. */
  program: string;
  /** Node that runs here and makes the blob; of the same release as `node`. */
  maker: string;
  /** Node's program that the blob is put into. */
  node: string;
  /** postject's module. */
  postject: string;
  /** Folder for what is made on the way. */
  folder: string;
}

/** Puts a program and Node into one executable file. */
export async function makeExecutable(outFile: string, parts: Parts): Promise<void> {
  const blob = join(parts.folder, "program.blob");
  const config = join(parts.folder, "sea.json");
  writeFileSync(
    config,
    JSON.stringify({
      main: parts.program,
      output: blob,
      disableExperimentalSEAWarning: true,
      // Both hold code of the machine that makes them.
      useSnapshot: false,
      useCodeCache: false,
    }),
  );
  await run(parts.maker, ["--experimental-sea-config", config]);
  copyFileSync(parts.node, outFile);
  if (parts.node.endsWith(".exe")) writeFileSync(outFile, withoutSignature(readFileSync(parts.node)));
  const { inject } = createRequire(import.meta.url)(parts.postject) as { inject: Inject };
  await inject(outFile, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: FUSE });
}
