#!/usr/bin/env node
// Starts `certmap`. The sources are TypeScript, so they are bundled at first use, and again when one of them is newer.
// Nothing is said on standard output: that belongs to the command.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import module from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, ".cache", "cli");
const bundle = join(folder, "certmap.mjs");
const list = join(folder, "inputs.json");

// Node 22 and later keep compiled code between runs.
module.enableCompileCache?.(join(folder, "compiled"));

/** Are all sources of the bundle older than it? The list is written last, so a bundle without one is not finished. */
function isFresh() {
  try {
    const built = statSync(bundle).mtimeMs;
    return JSON.parse(readFileSync(list, "utf8")).every(
      (input) => statSync(join(root, input)).mtimeMs < built,
    );
  } catch {
    return false;
  }
}

async function build() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["cli/entry.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    outfile: bundle,
    // CommonJS packages inside an ES module ask for `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    legalComments: "none",
    minify: true,
    keepNames: true,
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const inputs = [...Object.keys(metafile.inputs), "cli/bin.mjs", "tsconfig.json", "package-lock.json"];
  return { code: outputFiles[0].text, inputs };
}

/**
 * By renaming, so that two first runs at once do not read half a file. Dated to when the build began: a source that was
 * saved while it ran is newer.
 */
function put(path, text, date = new Date()) {
  const temporary = `${path}.${process.pid}.${Date.now()}.tmp`;
  writeFileSync(temporary, text);
  utimesSync(temporary, date, date);
  renameSync(temporary, path);
}

async function load() {
  if (isFresh()) return import(pathToFileURL(bundle).href);
  const started = new Date();
  const { code, inputs } = await build();
  try {
    mkdirSync(folder, { recursive: true });
    put(bundle, code, started);
    put(list, JSON.stringify(inputs));
    return await import(pathToFileURL(bundle).href);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
    // Installed where this user may not write: build for this run only.
    const own = mkdtempSync(join(tmpdir(), "certmap-"));
    try {
      writeFileSync(join(own, "certmap.mjs"), code);
      return await import(pathToFileURL(join(own, "certmap.mjs")).href);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  }
}

try {
  const { start } = await load();
  await start(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${JSON.stringify({ code: "internal", message: String(error?.message ?? error) })}\n`);
  process.exitCode = 1;
}
