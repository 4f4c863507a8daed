// `npm start`. Plain JavaScript, so that even an old Node can say that it is too old. The launcher itself is bundled first: that
// takes less time than loading its sources one by one.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  refuse(
    `node-too-old: Certmap needs Node.js 20.19 or newer (24 LTS is best), and this is ${process.versions.node}.`,
  );
} else if (!existsSync(join(root, "node_modules", "esbuild"))) {
  refuse("build-failed: The packages are not installed. Run `npm ci` first.");
} else {
  const { build } = await import("esbuild");
  const outfile = join(root, "dist", "launcher.mjs");
  await build({
    entryPoints: [join(root, "scripts", "launcher.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  await import(pathToFileURL(outfile).href);
}

function refuse(sentence) {
  console.error(sentence);
  process.exitCode = 1;
}
