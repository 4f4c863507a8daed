/**
 * Builds dist/certmap-agent.exe: Node and the agent in one file, for hosts that have no Node. Fetches Node from the npm registry;
 * runs on Linux and Windows, x64. Not part of npm test, which must not depend on the network.
 */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildAgentForExecutable } from "./build-agent";
import { fetchNode, fetchPostject, NODE_VERSION } from "./node-packages";
import { makeExecutable } from "./single-executable";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const TARGETS = { "win-x64": "certmap-agent.exe", "linux-x64": "certmap-agent" } as const;

const [wish = "win-x64"] = process.argv.slice(2);
if (wish !== "win-x64" && wish !== "linux-x64")
  throw new Error(`There is no ${wish}, only win-x64 and linux-x64.`);
const here = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
if (here !== "win-x64" && here !== "linux-x64") throw new Error("Build on x64, under Linux or Windows.");

const folder = mkdtempSync(join(tmpdir(), "certmap-executable-"));
try {
  const node = await fetchNode(wish, folder);
  const maker = here === wish ? node : await fetchNode(here, folder);
  const postject = await fetchPostject(folder);
  const program = await buildAgentForExecutable(join(folder, "certmap-agent.cjs"));
  const outFile = join(dist, TARGETS[wish]);
  mkdirSync(dirname(outFile), { recursive: true });
  await makeExecutable(outFile, { program, maker, node, postject, folder });
  const sum = createHash("sha256").update(readFileSync(outFile)).digest("hex");
  // The console shows it beside the command that fetches the program.
  writeFileSync(`${outFile}.sha256`, `${sum}\n`);
  process.stdout.write(
    [
      outFile,
      `  ${statSync(outFile).size} bytes, Node ${NODE_VERSION}`,
      `  SHA-256 ${sum}`,
      ...(wish === "win-x64"
        ? ["  Not signed: Node's own signature does not cover the agent and was taken off."]
        : []),
      "",
    ].join("\n"),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
