import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Bundles the agent with everything it needs into one file that Node 20.19 or later runs by itself. */
export async function buildAgent(outFile: string = `${root}dist/certmap-agent.mjs`): Promise<string> {
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
  await build({
    entryPoints: [`${root}agent/main.ts`],
    outfile: outFile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "esm",
    tsconfig: `${root}tsconfig.json`,
    define: { "process.env.CERTMAP_AGENT_BUILD": JSON.stringify(version) },
    // Some dependencies are CommonJS and ask for Node's own modules by require.
    banner: {
      js: '#!/usr/bin/env node\nimport { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);',
    },
    legalComments: "none",
    logLevel: "warning",
  });
  return outFile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await buildAgent()}\n`);
}
