import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ApplyContext } from "@/agent/apply/context";
import { recoverJobs } from "@/agent/apply/recover";
import { runJob } from "@/agent/apply/run-job";
import type { BackEnd } from "@/agent/back-end";
import { createConfigFileBackEnd } from "@/agent/config-file/config-file-back-end";
import { fingerprintOf } from "@/agent/config-file/replace";
import { stateFolder } from "@/agent/state/folder";
import type { JournalEntry } from "@/agent/state/journal";
import { makeKeys } from "@/agent/state/keys";
import { applyContext, Killed, leasedJob } from "@/agent/testing/apply-context";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import type { PushOptions } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { openMemory } from "@/agent/windows/memory";
import { FakeIis, RECORD } from "@/agent/windows/testing/fake-iis";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";
import type { Job } from "@/lib/agent-api/jobs";

const SAMPLE = fileURLToPath(new URL("../sample/applicationHost.config", import.meta.url));
const CONFIG = mappings(oneToOne("alice"));
const keys = makeKeys();

let folder: string;
let path: string;
let remote: ScriptedConsole;
let before: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "certmap-undo-"));
  path = join(folder, "applicationHost.config");
  copyFileSync(SAMPLE, path);
  before = read();
  remote = await ScriptedConsole.start();
});
afterEach(async () => {
  await remote.stop();
  rmSync(folder, { recursive: true, force: true });
});

function read(): string {
  return readFileSync(path, "utf8");
}

/** The agent around the real back end, which the test may make faulty. */
function makeContext(fault: (real: BackEnd) => Partial<BackEnd> = () => ({})): ApplyContext {
  const real = createConfigFileBackEnd({ path, passwordHandling: "omit", sampleKey: keys.sample });
  return applyContext(stateDir(), { remote, keys, backEnd: { ...real, ...fault(real) } });
}

function stateDir(): string {
  return join(folder, "state");
}

function leased(more: Partial<PushOptions> = {}): Promise<Job> {
  return leasedJob(remote, { scope: PLAIN_SITE, config: CONFIG, ...more });
}

const stop = new AbortController().signal;

/** A writer that puts down something else than it should, and knows nothing of it. */
function writesWrongly(real: BackEnd): Partial<BackEnd> {
  return {
    plan: async (request) => {
      const plan = await real.plan(request);
      if (!plan.ok) return plan;
      const content = Buffer.from(
        Buffer.from(plan.value.content)
          .toString("utf8")
          .replace('logonMethod="ClearText"', 'logonMethod="Batch"'),
      );
      return { ok: true, value: { ...plan.value, content, after: fingerprintOf(content) } };
    },
  };
}

test("what reads back differently is undone, byte by byte", async () => {
  const context = makeContext(writesWrongly);
  await runJob(await leased(), context, stop);
  const [letter] = context.outbox.pending();
  expect(letter?.result).toMatchObject({ outcome: "undone", code: "verify-mismatch" });
  expect(letter?.result.steps.at(-1)).toMatchObject({ name: "restored", ok: true });
  expect(read()).toBe(before);
  const target = context.targets.read(PLAIN_SITE);
  expect(target.ok && target.value.lastApplied).toBeUndefined();
});

test.each([
  ["reset", [expect.stringMatching(/^As predicted: clients with TLS 1\.3 cannot sign in/)]],
  ["certificate-required", []],
] as const)("a probe that comes to %s as predicted says what that means", async (outcome, warnings) => {
  const context = makeContext();
  const binding = "*:443:";
  const told = { binding, address: "127.0.0.1:443", protocol: null, outcome, status: null, substatus: null };
  const result = {
    ...told,
    hresult: null,
    asPredicted: true,
    verified: "configuration" as const,
    detail: "",
  };
  const place = { host: "127.0.0.1", port: 443, serverName: undefined, hostHeader: "", path: "/" };
  const prober: ApplyContext["prober"] = {
    place: async () => ({ ok: true, value: place }),
    probe: async () => ({ ok: true, value: result }),
  };
  await runJob(await leased({ probe: { binding, expect: [outcome] } }), { ...context, prober }, stop);
  const [letter] = context.outbox.pending();
  expect(letter?.result.outcome).toBe("verified");
  // The back end of a file tells of passwords that it left out, too.
  const said = letter?.result.warnings.filter((warning) => !warning.includes("password"));
  expect(said).toEqual(warnings);
});

test("what someone else changed right after the commit is not undone, and the result says where the old state is", async () => {
  const theirs = () => read().replace('logonMethod="ClearText"', 'logonMethod="Batch"');
  const context = makeContext((real) => ({
    commit: async (plan) => {
      const committed = await real.commit(plan);
      writeFileSync(path, theirs());
      return committed;
    },
  }));
  const job = await leased();
  await runJob(job, context, stop);
  const [letter] = context.outbox.pending();
  expect(letter?.result).toMatchObject({ outcome: "failed", code: "verify-mismatch" });
  expect(letter?.result.message).toContain(`${job.id}-1.config`);
  expect(read()).toContain('logonMethod="Batch"');
  expect(readFileSync(join(folder, "state", "backups", `${job.id}-1.config`), "utf8")).toBe(before);
});

test("a change of someone else that leaves our sections alone does not matter", async () => {
  const context = makeContext((real) => ({
    commit: async (plan) => {
      const committed = await real.commit(plan);
      writeFileSync(path, read().replace("</configuration>", "<!-- theirs --></configuration>"));
      return committed;
    },
  }));
  await runJob(await leased(), context, stop);
  expect(context.outbox.pending()[0]?.result.outcome).toBe("verified");
  expect(read()).toContain("<!-- theirs -->");
});

test("a commit that the journal cannot announce does not happen", async () => {
  const real = makeContext();
  const full = { ok: false, error: { code: "disk-full", message: "No space." } } as const;
  const journal = {
    ...real.journal,
    add: (entry: JournalEntry) => (entry.entry === "committing" ? full : real.journal.add(entry)),
  };
  await runJob(await leased(), { ...real, journal }, stop);
  expect(real.outbox.pending()[0]?.result).toMatchObject({ outcome: "failed", code: "disk-full" });
  expect(read()).toBe(before);
});

function dies(): never {
  throw new Killed();
}

test.each<[string, (real: BackEnd) => Partial<BackEnd>, string, string | undefined]>([
  ["before the commit", () => ({ commit: dies }), "failed", "apply-interrupted"],
  [
    "right after the commit",
    (real) => ({ commit: (plan) => real.commit(plan).then(dies) }),
    "verified",
    undefined,
  ],
  [
    "right after a commit that wrote something wrong",
    (real) => ({ ...writesWrongly(real), commit: (plan) => real.commit(plan).then(dies) }),
    "undone",
    "verify-mismatch",
  ],
])("stopped %s, the next start knows", async (_, fault, outcome, code) => {
  const killed = makeContext(fault);
  const job = await leased();
  await expect(runJob(job, killed, stop)).rejects.toThrow(Killed);
  const next = makeContext();
  await recoverJobs(next);
  const [letter] = next.outbox.pending();
  expect(letter).toMatchObject({ jobId: job.id, result: { outcome } });
  expect(letter?.result.code).toBe(code);
  expect(read() === before).toBe(outcome !== "verified");
  await recoverJobs(next);
  expect(next.outbox.pending()).toHaveLength(1);
  expect(next.journal.openJobs()).toEqual([]);
});

describe("on a scripted IIS", () => {
  const WISH = { key: RECORD.key, negotiateClientCertificate: true };
  const push = (): Promise<Job> =>
    leased({
      passwords: { "CONTOSO\\alice": "secret" },
      alter: (bundle) => ({ ...bundle, bindings: [WISH] }),
    });
  const on = (iis: FakeIis): BackEnd =>
    createWindowsBackEnd({
      run: iis.run,
      readFile: iis.readFile,
      ownKey: "k".repeat(43),
      memory: openMemory(join(folder, "windows.json")),
    });
  const state = (iis: FakeIis): string => JSON.stringify([Buffer.from(iis.bytes()).toString(), iis.records]);

  test("a push with a binding tries the password, writes both stores, and reads both back", async () => {
    const iis = new FakeIis();
    const context = makeContext(() => on(iis));
    await runJob(await push(), context, stop);
    const [letter] = context.outbox.pending();
    expect(letter?.result.message).toBeUndefined();
    expect(letter?.result.outcome).toBe("verified");
    expect(letter?.result.steps.map(({ name }) => name)).toContain("tried");
    expect(iis.records[0]?.flags).toBe(RECORD.flags + 2);
    expect(iis.operations.filter((name) => name === "logon" || name === "commit")).toEqual([
      "logon",
      "commit",
    ]);
  });

  test("a password that Windows refuses ends the push before anything is written", async () => {
    const iis = new FakeIis();
    iis.logonResult = 1326;
    const untouched = state(iis);
    const context = makeContext(() => on(iis));
    await runJob(await push(), context, stop);
    expect(context.outbox.pending()[0]?.result).toMatchObject({ outcome: "failed", code: "logon-refused" });
    expect(state(iis)).toBe(untouched);
    expect(readFileSync(stateFolder(stateDir()).journal, "utf8")).not.toContain("secret");
  });

  test("a record that somebody puts back at once is not what was asked for: both stores are undone", async () => {
    const iis = new FakeIis();
    const untouched = state(iis);
    const context = makeContext(() => {
      const real = on(iis);
      return {
        ...real,
        commit: async (plan) => {
          const committed = await real.commit(plan);
          iis.records = [RECORD];
          return committed;
        },
      };
    });
    await runJob(await push(), context, stop);
    expect(context.outbox.pending()[0]?.result).toMatchObject({ outcome: "undone", code: "verify-mismatch" });
    expect(state(iis)).toBe(untouched);
  });

  test.each([
    ["lost-before", "failed", "apply-interrupted"],
    ["lost-half", "undone", "verify-mismatch"],
    ["lost-after", "verified", undefined],
  ] as const)("killed when the script was %s, the next start knows", async (fault, outcome, code) => {
    const iis = new FakeIis();
    const untouched = state(iis);
    const killed = makeContext(() => {
      const scripted = on(iis);
      return {
        ...scripted,
        commit: async (plan) => {
          // The script's own part of the write, and then nobody who waits for it.
          iis.fault = fault;
          await iis.run(commitDocument(plan.content), 0);
          return dies();
        },
      };
    });
    await expect(runJob(await push(), killed, stop)).rejects.toThrow(Killed);
    const next = makeContext(() => on(iis));
    await recoverJobs(next);
    const [letter] = next.outbox.pending();
    expect([letter?.result.outcome, letter?.result.code]).toEqual([outcome, code]);
    expect(state(iis) === untouched).toBe(outcome !== "verified");
  });
});

function commitDocument(content: Uint8Array): string {
  const { request } = JSON.parse(Buffer.from(content).toString("utf8")) as { request: object };
  return JSON.stringify({ ...request, markKey: "", vaultKey: "" });
}
