import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { childLog } from "./child-log";
import { identityOf, isAlive } from "./process-identity";
import { stopOrphan, writeRunFile } from "./run-file";
import { type ChildSpec, type Supervised, supervise } from "./supervise";

const WAITS_FOR_EVER = "setInterval(() => {}, 1000)";

let folder = "";
let child: Supervised | undefined;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-supervise-"));
  said.length = 0;
});
afterEach(async () => {
  await child?.stop();
  child = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function spec(program: string, more: Partial<ChildSpec> = {}): ChildSpec {
  return {
    title: "program",
    args: ["-e", program],
    cwd: folder,
    env: { PATH: process.env.PATH ?? "" },
    runFile: join(folder, "run", "program.json"),
    log: childLog(join(folder, "logs"), "program"),
    say: (line) => said.push(line),
    ...more,
  };
}

test("a child that dies is started again, and the terminal says so", async () => {
  child = supervise(spec(WAITS_FOR_EVER));
  const { pid } = child;
  const first = pid();
  expect(isAlive(first ?? 0)).toBe(true);
  process.kill(first ?? 0, "SIGKILL");
  await expect.poll(() => pid() !== undefined && pid() !== first).toBe(true);
  expect(said.join()).toContain("The program ended (signal SIGKILL); it starts again in 0.5 s.");
});

test("stop ends it for good, also one that does not want to, and forgets its run file", async () => {
  child = supervise(spec(`process.on("SIGTERM", () => {}); console.log("up"); ${WAITS_FOR_EVER}`));
  const pid = child.pid() ?? 0;
  await expect.poll(() => readFileSync(join(folder, "logs", "program.log"), "utf8")).toBe("up\n");
  expect(existsSync(join(folder, "run", "program.json"))).toBe(true);
  await child.stop();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(join(folder, "run", "program.json"))).toBe(false);
});

test("errors come to the terminal, other output to the log only", async () => {
  child = supervise(spec(`console.log("quiet"); console.error("loud"); ${WAITS_FOR_EVER}`));
  await expect.poll(() => said).toEqual(["[program] loud"]);
});

test("a child with a channel is answered", async () => {
  const program = `process.on("message", (m) => { console.log(m.n); }); process.send({ n: 41 }); ${WAITS_FOR_EVER}`;
  const onMessage: ChildSpec["onMessage"] = (message, reply) =>
    reply({ n: (message as { n: number }).n + 1 });
  child = supervise(spec(program, { onMessage }));
  await expect.poll(() => readFileSync(join(folder, "logs", "program.log"), "utf8")).toBe("42\n");
});

test("a big log is put aside", async () => {
  const log = childLog(join(folder, "logs"), "program");
  writeFileSync(join(folder, "logs", "program.log"), Buffer.alloc(6_000_000));
  child = supervise(spec(WAITS_FOR_EVER, { log }));
  await expect.poll(() => existsSync(join(folder, "logs", "program.log.1"))).toBe(true);
  expect(readFileSync(join(folder, "logs", "program.log"))).toHaveLength(0);
});

test("an orphan is found by its run file and stopped", async () => {
  const orphan = spawn(process.execPath, ["-e", WAITS_FOR_EVER], { stdio: "ignore" });
  const ended = once(orphan, "exit");
  const runFile = join(folder, "run", "program.json");
  writeRunFile(runFile, orphan.pid ?? 0);
  expect(await stopOrphan(runFile)).toBe(true);
  await ended;
  expect(existsSync(runFile)).toBe(false);
});

test("another process that got the same id is left alone", async () => {
  const stranger = spawn(process.execPath, ["-e", WAITS_FOR_EVER], { stdio: "ignore" });
  const runFile = join(folder, "program.json");
  writeFileSync(runFile, JSON.stringify({ pid: stranger.pid, identity: "of one that is gone" }));
  expect(await stopOrphan(runFile)).toBe(false);
  expect(identityOf(stranger.pid ?? 0)).toBeDefined();
  const ended = once(stranger, "exit");
  stranger.kill("SIGKILL");
  await ended;
});
