/**
 * Builds the console and the agent when the sources are others than those of the last build. Each build has a folder of its own
 * under dist/, so that a new one never pulls files from under a console that still runs.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { buildAgent } from "./build-agent";
import { hashInputs } from "./build-inputs";
import { takeLock } from "./instance-lock";
import { generatePrismaClient } from "./prisma-cli";
import { StartError } from "./start-error";

const run = promisify(execFile);
const BUILDS_KEPT = 3;
const NEXT_BUILD_MS = 600_000;

export interface Build {
  /** What the console's process runs: Next's standalone server behind console-entry.ts. */
  server: string;
  /** The agent in one file, absent while there is none. */
  agent: string | undefined;
  /** Whether it had to be built now. */
  fresh: boolean;
}

/** The build of the sources as they are now. */
export async function ensureBuild(
  root: string,
  say: (line: string) => void,
  stop?: AbortSignal,
): Promise<Build> {
  const existing = findBuild(root);
  if (existing) return { ...existing, fresh: false };
  mkdirSync(join(root, "dist"), { recursive: true });
  let lock = await takeLock(root, "build");
  if (!lock) say("Another process is building; waiting for it.");
  for (; !lock; lock = await takeLock(root, "build")) await setTimeout(300, undefined, { signal: stop });
  try {
    const made = findBuild(root);
    if (made) return { ...made, fresh: false };
    say("Building the console (about half a minute, only after a change) ...");
    return { ...(await build(root, stop)), fresh: true };
  } finally {
    await lock.release();
  }
}

function folderOf(root: string): string {
  return join(root, "dist", "builds", hashInputs(root));
}

function findBuild(root: string): Omit<Build, "fresh"> | undefined {
  const folder = folderOf(root);
  if (!existsSync(join(folder, "complete"))) return undefined;
  const agent = join(folder, "certmap-agent.mjs");
  return { server: join(folder, "console.mjs"), agent: existsSync(agent) ? agent : undefined };
}

async function build(root: string, stop?: AbortSignal): Promise<Omit<Build, "fresh">> {
  const folder = folderOf(root);
  await generatePrismaClient();
  await nextBuild(root, stop);

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(join(root, ".next/standalone"), folder);
  // The standalone folder comes without what browsers load.
  cpSync(join(root, ".next/static"), join(folder, ".next/static"), { recursive: true });
  if (existsSync(join(root, "public")))
    cpSync(join(root, "public"), join(folder, "public"), { recursive: true });
  await bundleEntry(root, join(folder, "console.mjs"));
  const agent = await buildAgent(join(folder, "certmap-agent.mjs"));
  cpSync(agent, join(root, "dist/certmap-agent.mjs"));
  writeFileSync(join(folder, "complete"), "");
  removeOldBuilds(dirname(folder));

  const made = findBuild(root);
  if (!made) throw new StartError("build-failed", "The sources changed during the build. Start again.");
  return made;
}

/** Bundled, because the standalone folder has no sources. */
async function bundleEntry(root: string, outfile: string): Promise<void> {
  await esbuild({
    entryPoints: [join(root, "scripts/console-entry.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}

async function nextBuild(root: string, stop?: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  // Settings of this start must not become part of the build.
  const { DATABASE_URL: _, DATA_DIR: __, PUBLIC_URL: ___, ...env } = process.env;
  try {
    await run(process.execPath, [next, "build"], {
      cwd: root,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      timeout: NEXT_BUILD_MS,
      signal: stop,
      maxBuffer: 50_000_000,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new StartError("build-failed", `The console could not be built:\n${`${stdout}\n${stderr}`.trim()}`);
  }
}

/** One file that runs on any machine with Node, for `dist/certmap-agent.mjs` and for the sample server. */
function removeOldBuilds(builds: string): void {
  const byAge = readdirSync(builds)
    .map((name) => join(builds, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(BUILDS_KEPT)) rmSync(old, { recursive: true, force: true });
}
