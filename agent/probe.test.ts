import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PushedJob } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { ProbeServer } from "@/e2e/support/probe-server";
import type { ProbeRequest, TaskResultRequest } from "@/lib/agent-api/tasks";
import { buildAgent } from "@/scripts/build-agent";

const PUSH = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};
const PROBE: ProbeRequest = { binding: "*:443:", expect: ["certificate-required"] };

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;
let site: ProbeServer;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
  host = new Host(work.folder, work.bundle, remote);
  site = await ProbeServer.start(host.configFile, PLAIN_SITE);
});
afterEach(async () => {
  await host.stopAll();
  await remote.stop();
  await site.stop();
});

async function push(probe: ProbeRequest): Promise<NonNullable<PushedJob["result"]>> {
  const job = await remote.push({ ...PUSH, probe });
  return until("the result", () => job.result);
}

async function ask(kind: string, scope: string, input: unknown): Promise<TaskResultRequest> {
  const id = remote.ask({ kind, scope, input });
  return until(`the answer to ${kind}`, () => remote.taskResults.get(id));
}

async function start(change: Record<string, string> = { "--probe-url": site.url }): Promise<void> {
  await host.enrolled(change);
  host.run();
}

describe("a probe in an apply", () => {
  test("proves the change by a request without a certificate, in a handshake of its own", async () => {
    await start();
    const result = await push(PROBE);
    expect(result).toMatchObject({ outcome: "verified" });
    expect(result.steps.at(-1)).toMatchObject({
      name: "probed",
      ok: true,
      detail: expect.stringMatching(/403\.7.*not sign-in/),
    });
  });

  test("takes the change back when the site does something else than predicted", async () => {
    await start();
    const before = host.read();
    site.behaviour = "lets-in";
    const result = await push(PROBE);
    expect(result).toMatchObject({ outcome: "undone", code: "probe-failed" });
    expect(result.steps.map(({ name, ok }) => [name, ok]).slice(-3)).toEqual([
      ["re-read", true],
      ["probed", false],
      ["restored", true],
    ]);
    expect(host.read()).toBe(before);
  });

  test("asks each binding of the site, says what came of each, and takes the change back for one of them", async () => {
    await start();
    const second = "*:443:second.contoso.example";
    host.write(
      host
        .read()
        .replace(
          /(<site name="Default Web Site"[\s\S]*?<bindings>)/,
          `$1<binding protocol="https" bindingInformation="${second}" sslFlags="1" />`,
        ),
    );
    const also = [{ binding: second, expect: PROBE.expect }];
    const result = await push({ ...PROBE, also, unasked: 2 });
    expect(result).toMatchObject({ outcome: "verified" });
    expect(site.asked).toEqual(expect.arrayContaining(["second.contoso.example"]));
    expect(result.steps.at(-1)?.detail).toMatch(
      /\*:443:: .*403\.7.*\*:443:second\.contoso\.example: .*403\.7.*Not asked: 2 more/,
    );
    const wrong = await push({ ...PROBE, also: [{ binding: second, expect: ["not-signed-in"] }] });
    expect(wrong).toMatchObject({ code: "probe-failed", message: expect.stringContaining(`${second}: `) });
    expect(await push({ ...PROBE, also: [{ binding: "*:9443:", expect: PROBE.expect }] })).toMatchObject({
      code: "probe-impossible",
    });
  });

  test("asks again for a while: a web server takes a change up late", async () => {
    await start();
    site.behaviour = "lets-in";
    const result = push(PROBE);
    await until("the first request", () => site.asked.length > 0);
    site.behaviour = "honest";
    expect(await result).toMatchObject({ outcome: "verified" });
    expect(site.asked.length).toBeGreaterThan(1);
  });

  test("that cannot be carried out is refused before anything is changed", async () => {
    await start({});
    const before = host.read();
    expect(await push(PROBE)).toMatchObject({ outcome: "failed", code: "probe-impossible" });
    expect(await push({ ...PROBE, binding: "*:9443:" })).toMatchObject({ code: "probe-impossible" });
    expect(host.read()).toBe(before);
  });
});

describe("a task", () => {
  test("probe says what came, as predicted or not", async () => {
    await start();
    const { probe } = await ask("probe", PLAIN_SITE, { ...PROBE, expect: ["answered"] });
    expect(probe).toMatchObject({
      binding: "*:443:",
      address: site.url.replace("https://", ""),
      protocol: "TLSv1.3",
      asPredicted: true,
      verified: "configuration",
    });
    expect((await ask("probe", PLAIN_SITE, PROBE)).probe).toMatchObject({
      outcome: "answered",
      asPredicted: false,
    });
  });

  test("probe goes to the site's own binding under its own name", async () => {
    await start();
    const binding = "*:443:partners.contoso.example";
    await ask("probe", "Partner portal", { ...PROBE, binding });
    expect(site.asked).toEqual(["partners.contoso.example"]);
    const foreign = await ask("probe", PLAIN_SITE, { ...PROBE, binding });
    expect(foreign).toMatchObject({ outcome: "refused", code: "probe-impossible" });
    expect(site.asked).toHaveLength(1);
  });

  test("probe of a server that is away says so", async () => {
    await start();
    await site.stop();
    expect((await ask("probe", PLAIN_SITE, PROBE)).probe).toMatchObject({
      outcome: "unreachable",
      protocol: null,
      asPredicted: false,
    });
  });

  test("probe with a certificate takes Windows", async () => {
    await start();
    const refused = await ask("probe", PLAIN_SITE, { ...PROBE, certificate: "ab".repeat(20) });
    expect(refused).toMatchObject({ outcome: "refused", code: "probe-certificate-refused" });
  });

  test("inventory looks again at once; another word is refused, and the agent goes on", async () => {
    await start();
    expect(await ask("format-disk", "", {})).toMatchObject({ outcome: "refused", code: "task-unknown" });
    const { inventory } = await ask("inventory", "", {});
    expect(inventory?.sites.map(({ name }) => name)).toContain(PLAIN_SITE);
  });
});
