import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Some dependencies are CommonJS and ask for Node's own modules by require. */
const REQUIRE_IN_A_MODULE =
  'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);';

/** Bundles the agent with everything it needs into one file that Node 20.19 or later runs by itself. */
export function buildAgent(outFile: string = `${root}dist/certmap-agent.mjs`): Promise<string> {
  return bundle(outFile, "esm", `#!/usr/bin/env node\n${REQUIRE_IN_A_MODULE}`);
}

/** The same program as a CommonJS file: a single executable application takes no other. */
export function buildAgentForExecutable(outFile: string): Promise<string> {
  return bundle(outFile, "cjs", "");
}

async function bundle(outFile: string, format: "esm" | "cjs", banner: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
  await build({
    entryPoints: [`${root}agent/main.ts`],
    outfile: outFile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format,
    tsconfig: `${root}tsconfig.json`,
    define: {
      "process.env.CERTMAP_AGENT_BUILD": JSON.stringify(version),
      "process.env.CERTMAP_IIS_SCRIPT": JSON.stringify(readFileSync(`${root}agent/windows/iis.ps1`, "utf8")),
    },
    banner: { js: banner },
    legalComments: "none",
    logLevel: "warning",
    // A module's own address is empty in CommonJS: code that needs it must not get into the executable unnoticed.
    logOverride: { "empty-import-meta": "error" },
  });
  return outFile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await buildAgent()}\n`);
}
