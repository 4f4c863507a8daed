import { afterAll, beforeAll, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { MAPPED_SITE, mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import type { PushOptions } from "@/agent/testing/push";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { buildAgent } from "@/scripts/build-agent";

const NEW: PushOptions = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};
const OTHER_ID = "7b9f7e52-3a53-4d3a-9c29-7f3a2f0d9b11";

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;
let before: string;

/** One agent for all of them: a push that is refused leaves nothing behind that the next one could trip over. */
beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
  remote = await ScriptedConsole.start();
  remote.allowedSites = [PLAIN_SITE, MAPPED_SITE, "Gone"];
  host = await new Host(work.folder, work.bundle, remote).enrolled();
  before = host.read();
  host.run();
});
afterAll(async () => {
  await host.stopAll();
  await remote.stop();
  work.remove();
});

const UNACCEPTABLE: [string, Partial<PushOptions>, string][] = [
  ["for another server", { alter: (bundle) => ({ ...bundle, serverId: OTHER_ID }) }, "bundle-other-target"],
  ["for another scope", { alter: (bundle) => ({ ...bundle, scope: "Intranet" }) }, "bundle-other-target"],
  ["for another job", { alter: (bundle) => ({ ...bundle, jobId: OTHER_ID }) }, "bundle-other-target"],
  ["for another attempt", { alter: (bundle) => ({ ...bundle, attempt: 2 }) }, "bundle-other-target"],
  ["of unknown shape", { alter: (bundle) => ({ ...bundle, takeOver: "yes" }) as never }, "bundle-malformed"],
  [
    "with another digest than its configuration's",
    { alter: (bundle) => ({ ...bundle, siteConfig: mappings() }) },
    "bundle-malformed",
  ],
  ["with a signature that is cut off", { forge: (jws) => jws.slice(0, -20) }, "bundle-signature"],
  ["that is not the one that the job names", { named: "0".repeat(64) }, "bundle-signature"],
  ["that another console signed", { forge: () => signedByAnother() }, "bundle-signature"],
];
test.each(UNACCEPTABLE.flatMap((each) => [[...each, true] as const, [...each, false] as const]))(
  "a bundle %s is refused on receipt (%#)",
  async (_, change, code, carries) => {
    remote.carries = carries;
    const asked = remote.requests.length;
    const result = await resultOf({ ...NEW, ...change });
    const fetched = remote.requests.slice(asked).some(({ path }) => path.includes("/bundles/"));
    expect(fetched).toBe(!carries);
    expect(result).toMatchObject({ outcome: "failed", code, steps: [{ name: "received", ok: false }] });
    expect(result.message).toContain("Nothing was changed");
    expect(host.read()).toBe(before);
  },
);

test.each<[string, Partial<PushOptions>, string]>([
  ["a scope that the agent was not enrolled for", { scope: "Intranet" }, "scope-not-allowed"],
  ["the server level, which has to be named", { scope: "" }, "scope-not-allowed"],
  ["a site that the server does not have", { scope: "Gone" }, "site-unknown"],
  ["a site with entries that nobody adopted", { scope: MAPPED_SITE }, "foreign-entries"],
  ["a server that changed since the confirmation", { expectedDigest: "0".repeat(64) }, "changed-since-plan"],
  ["an account without a password anywhere", { passwords: {} }, "password-missing"],
])("a push to %s is refused", async (_, change, code) => {
  const result = await resultOf({ ...NEW, ...change });
  expect(result).toMatchObject({ outcome: "failed", code });
  expect(result.message).toContain("Nothing was changed");
  expect(result.steps.at(-1)).toMatchObject({ ok: false });
  expect(host.read()).toBe(before);
});

async function resultOf(options: PushOptions) {
  const job = await remote.push(options);
  return until(`the result of job ${job.id}`, () => job.result);
}

/** A bundle that is right in everything but the key. */
async function signedByAnother(): Promise<string> {
  const other = await ScriptedConsole.start();
  other.enrolment = remote.enrolment;
  const { jws } = await other.push(NEW);
  await other.stop();
  return jws;
}
