import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { MAPPED_SITE, mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PlanOptions, PushOptions } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { bundleDigest } from "@/lib/agent-api/bundle";
import type { TaskResultRequest } from "@/lib/agent-api/tasks";
import { digestSiteConfig } from "@/lib/iis/digest";
import { buildAgent } from "@/scripts/build-agent";

const ALICE = "CONTOSO\\alice";
const PLACE = { scope: PLAIN_SITE, config: mappings(oneToOne("alice")) };
const WISH: PlanOptions = { ...PLACE, storedPasswords: [ALICE] };
const PUSH: PushOptions = { ...PLACE, passwords: { [ALICE]: "secret" } };

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
  host = await new Host(work.folder, work.bundle, remote).enrolled();
});
afterEach(async () => {
  await host.stopAll();
  await remote.stop();
});

async function ask(options: PlanOptions): Promise<TaskResultRequest> {
  const { id } = await remote.askPlan(options);
  return until("the plan", () => remote.taskResults.get(id));
}

/** Everything that the agent keeps and that an apply would touch, and the file itself. */
function kept(): string[] {
  const files = ["backups", "bundles", "targets"].flatMap((folder) =>
    readdirSync(join(host.stateDir, folder)).map((name) => join(host.stateDir, folder, name)),
  );
  const journal = readdirSync(host.stateDir).filter((name) => name.startsWith("journal"));
  return [...files, ...journal.map((name) => join(host.stateDir, name)), host.configFile].map(
    (path) => `${path}\n${readFileSync(path, "latin1")}`,
  );
}

async function pushed(wish: PushOptions) {
  const job = await remote.push(wish);
  return until("the result", () => job.result);
}

describe("a plan says what an apply would do", () => {
  test("without a password, and leaves every byte of the file, the journal and the state as it was", async () => {
    host.run();
    await until("the first report", () => remote.reports.length > 0);
    const before = kept();
    const { outcome, plan } = await ask(WISH);
    expect(outcome).toBe("done");
    expect(plan).toMatchObject({
      writes: true,
      foreign: [],
      emptied: false,
      newPasswords: [ALICE],
      newPasswordCount: 1,
    });
    expect(plan).not.toHaveProperty("refusal");
    expect(plan?.changes.map(({ text }) => text).join("\n")).toContain(ALICE);
    expect(plan?.changeCount).toBe(plan?.changes.length);
    expect(kept()).toEqual(before);
  });

  test("of what a push has brought: nothing, by the digest that the push read back", async () => {
    host.run();
    const result = await pushed(PUSH);
    const before = kept();
    const { plan } = await ask(WISH);
    expect(plan).toMatchObject({
      writes: false,
      changes: [],
      newPasswords: [],
      liveDigest: result.observedDigest,
    });
    expect(plan?.liveDigest).toBe(digestSiteConfig(WISH.config));
    expect(kept()).toEqual(before);
  });

  test("with the entries that nobody adopted and the list that it would empty, both decided by the push", async () => {
    host.run();
    const { plan } = await ask({ ...WISH, scope: MAPPED_SITE, config: mappings() });
    expect(plan).toMatchObject({ emptied: true, writes: true });
    expect(plan?.foreignCount).toBeGreaterThan(0);
    expect(plan).not.toHaveProperty("refusal");
  });

  test("and why it would be refused: no password anywhere, or a file that cannot be written", async () => {
    host.run();
    const { plan } = await ask({ ...WISH, storedPasswords: [] });
    expect(plan).toMatchObject({ writes: false, refusal: { code: "password-missing" } });
    expect(plan?.changeCount).toBeGreaterThan(0);
    chmodSync(host.configFile, 0o444);
    expect((await ask(WISH)).plan).toMatchObject({ refusal: { code: "file-not-writable" } });
  });

  test("and what is refused before there is anything to compare", async () => {
    host.run();
    expect(await ask({ ...WISH, scope: "No such site" })).toMatchObject({
      outcome: "refused",
      code: "site-unknown",
    });
    expect(await ask({ ...WISH, scope: "" })).toMatchObject({
      outcome: "refused",
      code: "scope-not-allowed",
    });
  });
});

describe("a plan is refused when", () => {
  const OTHER = "0198c0de-0000-7000-8000-000000000000";
  test.each<[string, Partial<PlanOptions>, string]>([
    ["its signature does not fit", { forge: (jws) => jws.replace(/.{4}$/, "AAAA") }, "bundle-signature"],
    ["it is for another server", { alter: (plan) => ({ ...plan, serverId: OTHER }) }, "bundle-other-target"],
    ["it is for another site", { alter: (plan) => ({ ...plan, scope: MAPPED_SITE }) }, "bundle-other-target"],
    ["it answers another question", { alter: (plan) => ({ ...plan, taskId: OTHER }) }, "bundle-other-target"],
    ["its digest is another", { alter: (plan) => ({ ...plan, siteConfig: {} }) }, "bundle-malformed"],
  ])("%s", async (_, change, code) => {
    host.run();
    expect(await ask({ ...WISH, ...change })).toMatchObject({ outcome: "refused", code });
  });

  test("it is an apply's bundle, and an apply's bundle when it is a plan: no sequence is used up", async () => {
    host.run();
    const { jws } = await remote.askPlan(WISH);
    const before = host.read();
    expect(await pushed({ ...PUSH, forge: () => jws })).toMatchObject({
      outcome: "failed",
      code: "bundle-signature",
    });
    expect(host.read()).toBe(before);
    // The number of the forged job: nothing of it was believed.
    remote.sequence = 0;
    const job = await remote.push(PUSH);
    expect(await until("the result", () => job.result)).toMatchObject({ outcome: "verified" });
    expect(await ask({ ...WISH, forge: () => job.jws })).toMatchObject({ code: "bundle-signature" });
  });

  test("the word is known and its input is not", async () => {
    host.run();
    const id = remote.ask({ kind: "plan", scope: PLAIN_SITE, input: { bundleDigest: bundleDigest("a.b") } });
    expect(await until("the answer", () => remote.taskResults.get(id))).toMatchObject({
      code: "task-unknown",
    });
  });
});
