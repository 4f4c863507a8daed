import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PushedJob, PushOptions } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { buildAgent } from "@/scripts/build-agent";

const NEW: PushOptions = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};

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

function resultOf(job: PushedJob) {
  return until(`the result of job ${job.id}`, () => job.result);
}

describe("a bundle is refused, and nothing is changed, when", () => {
  test.each([0, -1])("its sequence is not higher (%i)", async (less) => {
    host.run();
    await resultOf(await remote.push(NEW));
    const last = remote.sequence;
    const before = host.read();
    const again = { ...NEW, config: mappings(oneToOne("bob")), passwords: { "CONTOSO\\bob": "x" } };
    const result = await resultOf(
      await remote.push({ ...again, alter: (bundle) => ({ ...bundle, sequence: last + less || 1 }) }),
    );
    expect(result.code).toBe("sequence-not-higher");
    expect(host.read()).toBe(before);
  });

  test("its sequence was used up by a push that failed, also after a restart", async () => {
    const first = host.run();
    await resultOf(await remote.push({ ...NEW, expectedDigest: "0".repeat(64) }));
    await first.stop();
    host.run();
    const result = await resultOf(
      await remote.push({ ...NEW, alter: (bundle) => ({ ...bundle, sequence: 1 }) }),
    );
    expect(result.code).toBe("sequence-not-higher");
  });

  test("its generation is older, while a newer one starts counting anew", async () => {
    host.run();
    const generation = (number: number, sequence: number): PushOptions => ({
      ...NEW,
      alter: (bundle) => ({ ...bundle, generation: number, sequence, passwords: [] }),
    });
    await resultOf(await remote.push({ ...generation(2, 50), config: mappings(), allowEmpty: true }));
    expect((await resultOf(await remote.push(generation(1, 99)))).code).toBe("sequence-not-higher");
    const newer = await resultOf(
      await remote.push({ ...generation(3, 1), config: mappings(), allowEmpty: true }),
    );
    expect(newer.outcome).toBe("verified");
  });
});

describe("the lease", () => {
  test("lost before the commit stops the apply", async () => {
    const before = host.read();
    remote.intercept = ({ path }) => (path.endsWith("/renewals") ? "lease-lost" : undefined);
    host.run();
    const result = await resultOf(await remote.push(NEW));
    expect(result).toMatchObject({ outcome: "failed", code: "lease-lost" });
    expect(result.steps.at(-1)).toMatchObject({ name: "fenced", ok: false });
    expect(host.read()).toBe(before);
  });

  test("is asked for again while the console is away, and the apply goes on", async () => {
    let cut = 3;
    remote.intercept = ({ path }) => (path.endsWith("/renewals") && cut-- > 0 ? 502 : undefined);
    host.run();
    expect((await resultOf(await remote.push(NEW))).outcome).toBe("verified");
  });

  test("of a job that was handed out again with its result known brings the result, and nothing twice", async () => {
    host.run();
    const job = await remote.push(NEW);
    const first = await resultOf(job);
    const file = host.read();
    host.write(file.replace("</configuration>", " </configuration>"));
    job.result = undefined;
    job.leasedBy = undefined;
    const second = await resultOf(job);
    expect(second).toMatchObject({ outcome: first.outcome, steps: first.steps, fencing: first.fencing + 1 });
    expect(host.read()).toBe(file.replace("</configuration>", " </configuration>"));
  });
});

describe("the console", () => {
  test("away: the agent comes back by itself, and its result is not lost", async () => {
    const agent = host.run();
    await until("a poll", () => remote.polls.length > 0);
    remote.intercept = ({ path }) => {
      if (path.endsWith("/results")) remote.down = true;
      return undefined;
    };
    const job = await remote.push(NEW);
    await agent.logged("job-finished");
    await agent.logged("console-away");
    remote.intercept = undefined;
    remote.down = false;
    expect((await resultOf(job)).outcome).toBe("verified");
    await agent.logged("console-back");
    expect(job.accepted).toBe(1);
  });

  test("keeps the result over a restart of the agent", async () => {
    const agent = host.run();
    await until("a poll", () => remote.polls.length > 0);
    remote.intercept = ({ path }) => (path.endsWith("/results") ? 503 : undefined);
    const job = await remote.push(NEW);
    await agent.logged("console-away");
    await agent.stop("SIGKILL");
    remote.intercept = undefined;
    host.run();
    expect((await resultOf(job)).outcome).toBe("verified");
    // Sent before the new agent asked for work, so that the console had no reason to give the job again.
    expect(job.fencing).toBe(1);
    expect(job.accepted).toBe(1);
  });

  test("with another clock: the agent finds the difference, tells it and goes on", async () => {
    remote.clockMs = 3_600_000;
    const agent = host.run();
    expect((await resultOf(await remote.push(NEW))).outcome).toBe("verified");
    const { skewMs } = await agent.logged("clock-skewed");
    expect(Math.abs(Number(skewMs) + 3_600_000)).toBeLessThan(5_000);
    await until("a poll that tells it", () =>
      remote.polls.some((poll) => Math.abs((poll.clockSkewMs ?? 0) + 3_600_000) < 5_000),
    );
  });

  test.each(["agent-unknown", "agent-revoked", "agent-fenced", "assertion-replayed"] as const)(
    "refuses with %s: the agent says so and keeps asking",
    async (code) => {
      remote.intercept = () => code;
      const agent = host.run();
      await until(
        "several tries",
        () => agent.log().filter((line) => line.event === "console-away" && line.code === code).length > 2,
      );
      remote.intercept = undefined;
      expect((await resultOf(await remote.push(NEW))).outcome).toBe("verified");
    },
  );

  test.each([true, false])(
    "has not approved the agent: it waits, and reports as soon as it is (told: %s)",
    async (told) => {
      remote.approved = false;
      remote.tellsPending = told;
      const agent = host.run();
      await agent.logged("waiting-for-approval");
      expect(remote.reports).toEqual([]);
      remote.approved = true;
      await until("the report", () => remote.reports.length > 0);
      await agent.logged("approved");
      expect(agent.log().filter((line) => line.event === "waiting-for-approval")).toHaveLength(1);
    },
  );
});

describe("starting", () => {
  test("raises the epoch, with another instance each time", async () => {
    for (const epoch of [1, 2]) {
      const agent = host.run();
      await until(`a poll of epoch ${epoch}`, () => remote.polls.some((poll) => poll.epoch === epoch));
      await agent.stop();
      expect(agent.exitCode).toBe(0);
    }
    expect(new Set(remote.polls.map((poll) => poll.instanceId)).size).toBe(2);
  });

  test("twice on one state folder is refused", async () => {
    const first = host.run();
    await first.logged("started");
    const second = host.run();
    expect(await second.ended()).toBe(1);
    expect(second.stderr).toContain("agent-already-running");
    expect(first.exitCode).toBeUndefined();
  });

  test("prints nothing but log lines", async () => {
    const agent = host.run();
    await resultOf(await remote.push(NEW));
    await agent.stop();
    expect(agent.stderr).toBe("");
    for (const line of agent.stdout.trimEnd().split("\n"))
      expect(JSON.parse(line)).toMatchObject({
        level: expect.any(String),
        at: expect.any(String),
        event: expect.any(String),
      });
  });
});
