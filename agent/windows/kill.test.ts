import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApplyContext } from "@/agent/apply/context";
import { recoverJobs } from "@/agent/apply/recover";
import { runJob } from "@/agent/apply/run-job";
import { makeKeys } from "@/agent/state/keys";
import { applyContext, Killed, leasedJob } from "@/agent/testing/apply-context";
import { MAPPED_SITE, mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { openMemory } from "@/agent/windows/memory";
import { FakeIis, RECORD } from "@/agent/windows/testing/fake-iis";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";
import type { Job } from "@/lib/agent-api/jobs";

const FULL = process.env.CERTMAP_FULL === "1";
const keys = makeKeys();
const running = new AbortController().signal;
/** http.sys keeps IPv4 and IPv6 apart: a power loss may fall between the two. */
const RECORDS = [RECORD, { ...RECORD, key: "[::]:443" }];

let folder: string;
let remote: ScriptedConsole;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certmap-windows-kill-"));
  remote = await ScriptedConsole.start();
});
afterAll(async () => {
  await remote.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One life of the agent's process: it ends at one of the moments at which something lasting has or has not happened yet. */
class Life {
  moments = 0;
  /** The moments right after a store of the server was written. */
  readonly writes: number[] = [];

  constructor(private readonly diesAt = Number.POSITIVE_INFINITY) {}

  readonly pass = (): void => {
    if (this.moments >= this.diesAt) throw new Killed();
    this.moments += 1;
  };

  /** The same part with a moment before and after each of these methods. */
  bind<T extends object>(part: T, ...names: (keyof T)[]): T {
    const bound = names.map((name) => {
      const method = part[name] as (...args: unknown[]) => unknown;
      const mortal = (...args: unknown[]): unknown => {
        this.pass();
        const result = method(...args);
        const after = (value: unknown): unknown => {
          this.pass();
          return value;
        };
        return result instanceof Promise ? result.then(after) : after(result);
      };
      return [name, mortal] as const;
    });
    return { ...part, ...Object.fromEntries(bound) };
  }
}

/** A server with its agent's state folder, which outlive the agent. */
class Machine {
  readonly iis = new FakeIis();
  private readonly stateDir = mkdtempSync(join(folder, "state-"));

  constructor(
    private readonly scope: string,
    fault: FakeIis["fault"],
  ) {
    this.iis.records = RECORDS;
    this.iis.fault = fault;
  }

  /** The agent, started on what is on the disk. */
  start(life = new Life()): ApplyContext {
    const { iis } = this;
    iis.onWritten = () => {
      life.writes.push(life.moments);
      life.pass();
    };
    const backEnd = createWindowsBackEnd({
      ...life.bind({ run: iis.run }, "run"),
      readFile: iis.readFile,
      ownKey: "k".repeat(43),
      memory: life.bind(openMemory(join(this.stateDir, "windows.json")), "write"),
    });
    const context = applyContext(this.stateDir, { remote, keys, backEnd });
    return {
      ...context,
      journal: life.bind(context.journal, "add"),
      targets: life.bind(context.targets, "write"),
      bundles: life.bind(context.bundles, "keep"),
      backups: life.bind(context.backups, "write"),
      outbox: life.bind(context.outbox, "put"),
    };
  }

  /** Both stores, as text. */
  async stores(): Promise<string> {
    const state = await this.start().backEnd.readState();
    if (!state.ok) throw new Error(state.error.code);
    return JSON.stringify([state.value.fingerprint(this.scope), this.iis.records]);
  }

  writes(): number {
    return this.iis.operations.filter((name) => name === "commit" || name === "restore").length;
  }
}

function pushTo(scope: string): Promise<Job> {
  return leasedJob(remote, {
    scope,
    config: {
      ...mappings(oneToOne("alice"), oneToOne("bob")),
      access: { sslFlags: ["Ssl", "SslNegotiateCert"] },
    },
    takeOver: true,
    allowEmpty: true,
    passwords: { "CONTOSO\\alice": "secret", "CONTOSO\\bob": "another" },
    alter: (bundle) => ({
      ...bundle,
      bindings: RECORDS.map(({ key }) => ({ key, negotiateClientCertificate: true, ctlStore: "Partners" })),
    }),
  });
}

/** True when the life ended in the middle of it. */
async function dies(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

/** When the agent is killed, and when its next start is: around the writes, or on each step of the way in FULL. */
function plan({ moments, writes }: Life): { moment: number; again: number }[] {
  const [first = 0] = writes;
  const near = (moment: number) => moment >= first - 1 && moment < first + 8;
  return Array.from({ length: moments }, (_, moment) => moment)
    .filter((moment) => FULL || near(moment) || moment % 10 === 0)
    .flatMap((moment) => [
      { moment, again: Number.POSITIVE_INFINITY },
      { moment, again: moment % 11 },
      ...(FULL ? [{ moment, again: (moment * 5) % 17 }] : []),
    ]);
}

const RIGHT = [undefined, ["failed", "undone", "verified"]] as const;
const WRONG = ["writes-wrongly", ["failed", "undone"]] as const;

/** In one of the two sites the owned sections are stated and hold passwords, in the other one they are not. */
test.each([
  [PLAIN_SITE, "both stores are old, or both new", ...RIGHT],
  [MAPPED_SITE, "what IIS wrote otherwise than asked is undone", ...WRONG],
  ...(FULL
    ? ([
        [MAPPED_SITE, "both stores are old, or both new", ...RIGHT],
        [PLAIN_SITE, "what IIS wrote otherwise than asked is undone", ...WRONG],
      ] as const)
    : []),
] as const)(
  "killed on each step of an apply to %s: %s",
  async (scope, _, fault, outcomes) => {
    const whole = new Machine(scope, fault);
    const before = await whole.stores();
    const life = new Life();
    await runJob(await pushTo(scope), whole.start(life), running);
    const after = await whole.stores();
    expect(after === before).toBe(fault !== undefined);
    const written = life.writes[RECORDS.length] ?? 0;
    expect(written).toBeGreaterThan(20);

    const seen = new Set<string>();
    for (const { moment, again } of plan(life)) {
      const where = `killed at ${moment} of ${life.moments}, then at ${again}`;
      const machine = new Machine(scope, fault);
      const job = await pushTo(scope);
      expect(await dies(runJob(job, machine.start(new Life(moment)), running))).toBe(true);
      // The next start may be killed too, on its way through what it found.
      await dies(recoverJobs(machine.start(new Life(again))));

      const next = machine.start();
      await recoverJobs(next);
      expect([where, next.journal.openJobs()]).toEqual([where, []]);
      if (next.outbox.pending().length === 0) {
        // It was not received for good: nothing was touched, and the console gives it once more.
        expect([where, await machine.stores()]).toEqual([where, before]);
        await runJob(job, next, running);
      }
      const letters = next.outbox.pending();
      expect([where, letters.map(({ jobId }) => jobId)]).toEqual([where, [job.id]]);
      const { outcome = "none", message = "" } = letters[0]?.result ?? {};
      seen.add(outcome);
      // Before it could be noted what IIS made of the commit, it might as well be somebody's edit: left, and said.
      if (fault && moment >= written && moment <= written + 2)
        expect(message).toMatch(/not undone.*is kept as/);
      else
        expect([where, outcome, await machine.stores()]).toEqual([
          where,
          outcome,
          outcome === "verified" ? after : before,
        ]);
      const target = next.targets.read(scope);
      const applied = target.ok && target.value.lastApplied !== undefined;
      expect([where, applied]).toEqual([where, outcome === "verified"]);

      const writes = machine.writes();
      await runJob(job, machine.start(), running);
      expect([where, machine.writes()]).toEqual([where, writes]);
    }
    expect([...seen].sort()).toEqual(outcomes);
  },
  600_000,
);
