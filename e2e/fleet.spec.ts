import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type RunningAgent, startAgent } from "./support/agent";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { ProbeServer } from "./support/probe-server";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const SITE = "Intranet";
/** The first server is this machine, for the command is for one named host. */
const FIRST = hostname();
const SERVERS = [FIRST, "web02.example", "web03.example"];

test("a fleet: enrolled by the shown command, pushed to in waves, watched, put right and rolled back", async ({
  page,
  certmap,
}) => {
  const root = mkdtempSync(join(tmpdir(), "certmap-fleet-"));
  const folderOf = (name: string) => join(root, name);
  const fileOf = (name: string) => join(folderOf(name), "applicationHost.config");
  const read = (name: string) => readFileSync(fileOf(name), "utf8");
  for (const name of SERVERS) {
    mkdirSync(folderOf(name));
    copyFileSync("agent/sample/applicationHost.config", fileOf(name));
  }
  const site = await ProbeServer.start(fileOf("web03.example"), SITE);
  const visible = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
  const post = async (path: string, data: object, more: Record<string, string> = {}) => {
    const headers = { origin: certmap.url, ...more };
    const answer = await page.request.post(`/api/v1${path}`, { data, headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.status() === 204 ? null : answer.json();
  };
  const job = (name: string) => page.getByRole("region", { name: `${SITE} on ${name}`, exact: true });
  /** How often the account is mapped to on this server. */
  const mappingsIn = (name: string) => read(name).split('userName="CONTOSO\\nancy"').length - 1;
  const planAll = async (revision: number) => {
    const { items } = await (await page.request.get("/api/v1/servers")).json();
    const targets = items.map(({ id }: { id: string }) => ({ serverId: id, scope: SITE }));
    return post("/deployments/plan", { siteConfigId, revision, targets });
  };
  const pushAll = async (revision: number) => {
    const { targets } = await planAll(revision);
    const confirmed = targets.map(({ serverId, scope, expectedDigest }: Place) => ({
      serverId,
      scope,
      expectedDigest,
    }));
    return post("/deployments", { siteConfigId, revision, targets: confirmed });
  };
  const agents: RunningAgent[] = [];
  let pushed = "";
  let first: ChildProcess | undefined;
  let siteConfigId = "";
  const mallory = exportedCertificate("Mallory").blob;

  try {
    await test.step("a published mapping", async () => {
      await setUp(page, certmap);
      const [nancyId, aliceId] = await upload(page, ["Nancy Davolio", "Alice Young"]);
      const { id: accountId } = await post("/accounts", {
        userName: "CONTOSO\\nancy",
        password: "Zq7-Kiefernzapfen",
      });
      ({ id: siteConfigId } = await post("/site-configs", { name: "Intranet people" }));
      await post(`/site-configs/${siteConfigId}/mappings`, {
        certificateId: nancyId,
        accountId,
        name: "Nancy",
      });
      await post(`/site-configs/${siteConfigId}/revisions`, { message: "Nancy" }, { "if-match": '"2"' });
      // For revision 2.
      await post(`/site-configs/${siteConfigId}/mappings`, {
        certificateId: aliceId,
        accountId,
        name: "Alice",
      });
    });

    await test.step("the shown command, run as it is, enrols this machine", async () => {
      await page.goto("/servers");
      await page.getByRole("button", { name: /Enrol/ }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Host name").fill(FIRST);
      await dialog.getByRole("button", { name: /token|command/i }).click();
      await dialog.getByRole("tab", { name: "POSIX shell" }).click();
      const shown = await dialog
        .getByRole("region", { name: "Command for a POSIX shell" })
        .locator("pre")
        .innerText();
      // With a folder of its own and the sample's way with passwords, as an administrator may add them.
      const command = shown
        .replace(/ enroll /, " enroll --state-dir ./state --passwords sample ")
        .replace(/ run\s*$/, " run --state-dir ./state");
      let printed = "";
      first = spawn("bash", ["-ec", command], {
        cwd: folderOf(FIRST),
        detached: true,
        env: { PATH: process.env.PATH ?? "", NODE_ENV: "production" },
      });
      for (const stream of [first.stdout, first.stderr])
        stream?.on("data", (chunk) => (printed += String(chunk)));
      const fingerprint = async () => {
        await expect(() => expect(printed).toMatch(/Fingerprint of this agent:/)).toPass({
          timeout: 120_000,
        });
        return /Fingerprint of this agent:\s+([0-9a-f ]{79})/.exec(printed)?.[1] ?? "";
      };
      const told = await fingerprint();
      await page.goto("/servers");
      await page.getByRole("link", { name: FIRST }).click();
      await page.getByLabel("Fingerprint from the server").fill(told);
      await page.getByRole("button", { name: `Approve ${FIRST}` }).click();
      await expect(page.getByRole("tab", { name: /Sites \(3\)/ })).toBeVisible({ timeout: 120_000 });
    });

    const optionsOf = (hostName: string) => ({
      url: certmap.url,
      folder: folderOf(hostName),
      hostName,
      configFile: fileOf(hostName),
      passwords: "sample",
    });
    await test.step("a second one, approved by its token", async () => {
      await page.goto("/servers");
      await page.getByRole("button", { name: /Enrol/ }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Host name").fill("web02.example");
      await dialog.getByLabel("Approve it without a look at the fingerprint").check();
      await lookAt(page, "enrol-automatic");
      const answer = page.waitForResponse(/enrolment-tokens$/);
      await dialog.getByRole("button", { name: "Make the command" }).click();
      const made = await (await answer).json();
      await expect(dialog).toContainText("nobody compares a fingerprint");
      agents.push(await startAgent(page, { ...optionsOf("web02.example"), made }));
      await expect(dialog.getByRole("status")).toContainText("web02.example has joined and is approved.");
      await dialog.getByRole("link", { name: "Open it" }).click();
      await page.getByRole("tab", { name: "Facts" }).click();
      await visible(/automatically, by a token of Ada/);
    });

    await test.step("a third one", async () => {
      const hostName = "web03.example";
      const agent = await startAgent(page, { ...optionsOf(hostName), probeUrl: site.url });
      agents.push(agent);
      const { items } = await (await page.request.get(`/api/v1/servers?query=${hostName}`)).json();
      await post(`/servers/${items[0].id}/approve`, { fingerprint: agent.fingerprint });
      await expect(async () => {
        const { items } = await (await page.request.get("/api/v1/servers")).json();
        expect(items.map(({ sites }: { sites: number }) => sites)).toEqual([3, 3, 3]);
      }).toPass({ timeout: 120_000 });
    });

    await test.step("everywhere at once, as a script does it", async () => {
      const { id } = await pushAll(1);
      await page.goto(`/deployments/${id}`);
      await visible("3 of 3 targets verified");
      expect(mappingsIn("web03.example")).toBe(1);
      const { items } = await (await page.request.get(`/api/v1/site-configs/${siteConfigId}/targets`)).json();
      const third = items.find(({ serverName }: { serverName: string }) => serverName === "web03.example");
      const asked = await page.request.put(`/api/v1/targets/${third.id}/probe`, {
        data: { probe: "withoutCertificate" },
        headers: { origin: certmap.url },
      });
      expect(asked.ok(), await asked.text()).toBe(true);
    });

    await test.step("a push in two waves, of which one target fails its probe and is undone", async () => {
      await post(`/site-configs/${siteConfigId}/revisions`, { message: "Alice" }, { "if-match": '"3"' });
      site.behaviour = "lets-in";
      await page.goto(`/deployments/new?siteConfig=${siteConfigId}&revision=2`);
      const sites = page.getByRole("checkbox", { name: SITE, exact: true });
      await expect(sites).toHaveCount(3);
      await page.getByRole("combobox", { name: "Site to choose everywhere" }).click();
      await page.getByRole("option", { name: `${SITE} (3)` }).click();
      await page.getByRole("button", { name: "Choose it on all 3 servers" }).click();
      await lookAt(page, "fleet-choose");
      await page.getByRole("button", { name: "See what will change" }).click();
      await page.getByRole("button", { name: `Ask the server: ${SITE} on ${FIRST}` }).click();
      await visible("As planned");
      await lookAt(page, "fleet-plan");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("switch", { name: "Push in waves" }).check();
      await page.getByRole("combobox", { name: "Canary" }).click();
      await page.getByRole("option", { name: new RegExp(FIRST) }).click();
      await page.keyboard.press("Escape");
      await lookAt(page, "fleet-confirm");
      await page.getByRole("button", { name: "Push revision 2 to 3 sites" }).click();
      await page.waitForURL(/\/deployments\/[0-9a-f-]{36}/);
      pushed = page.url();
      await expect(page.getByText("2 of 3 targets verified, 1 failed")).toBeVisible({ timeout: 120_000 });
      await expect(job("web03.example")).toContainText("Undone");
      await expect(job("web03.example")).toContainText("probe-failed");
      expect([mappingsIn(FIRST), mappingsIn("web03.example")]).toEqual([2, 1]);
      await lookAt(page, "fleet-deployment");
    });

    await test.step("the cause is gone, and a person tries again", async () => {
      site.behaviour = "honest";
      await page.getByRole("button", { name: "Try the failed target again" }).click();
      await visible("3 of 3 targets verified");
      await expect(job("web03.example")).toContainText("Attempt 2");
      expect(mappingsIn("web03.example")).toBe(2);
    });

    await test.step("a change by hand shows with its diff, and the console puts it right", async () => {
      writeByHand(fileOf(FIRST), mallory);
      await page.goto("/servers");
      await page.getByRole("link", { name: FIRST }).click();
      await expect(page.getByRole("tabpanel")).toContainText(/drifted/i, { timeout: 120_000 });
      await page.getByRole("tabpanel").getByRole("link", { name: SITE }).click();
      await visible(/CONTOSO\\mallory/);
      await visible("Foreign");
      await lookAt(page, "fleet-drift");
      await page.getByRole("combobox", { name: "Mode of the target" }).click();
      await page.getByRole("option", { name: "Enforce" }).click();
      await visible(/The server has exactly what revision 2 says/);
      expect(read(FIRST)).not.toContain("mallory");
    });

    await test.step("the same change again is not fought over: it is held, until a person lets it go", async () => {
      writeByHand(fileOf(FIRST), mallory);
      await expect(page.getByText(/The same change came back after it was corrected; held/)).toBeVisible({
        timeout: 120_000,
      });
      expect(read(FIRST)).toContain("mallory");
      await lookAt(page, "fleet-held");
      await page.goto("/");
      await page.getByRole("link", { name: /1 site is not corrected any more/ }).click();
      await visible("1 held");
      await page.getByRole("link", { name: FIRST }).click();
      await visible("Enforce, held");
      await page.getByRole("tabpanel").getByRole("link", { name: SITE }).click();
      await page.getByRole("button", { name: "Let it correct again" }).click();
      await visible(/The server has exactly what revision 2 says/);
      await expect(page.getByRole("button", { name: "Let it correct again" })).toBeHidden();
      expect(read(FIRST)).not.toContain("mallory");
    });

    await test.step("a revision that was wrong is rolled back and never applied again", async () => {
      await page.goto(pushed);
      await page.getByRole("link", { name: "Roll back to revision 1" }).click();
      await page.getByRole("button", { name: "See what will change" }).click();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Why").fill("It let Alice in");
      await lookAt(page, "fleet-rollback");
      await page.getByRole("button", { name: "Roll 3 sites back to revision 1" }).click();
      await page.waitForURL(
        (url) => url.href !== pushed && /\/deployments\/[0-9a-f-]{36}/.test(url.pathname),
      );
      await visible("3 of 3 targets verified");
      expect(SERVERS.map(mappingsIn)).toEqual([1, 1, 1]);
      const [refused] = (await planAll(2)).targets;
      expect(refused.blockers[0].code).toBe("revision-rejected");
    });
  } finally {
    if (first?.pid !== undefined) process.kill(-first.pid, "SIGTERM");
    for (const agent of agents) await agent.stop();
    await site.stop();
    rmSync(root, { recursive: true, force: true });
  }
});

interface Place {
  serverId: string;
  scope: string;
  expectedDigest?: string | null;
}

/** Stores these people's certificates; answers their ids. */
async function upload(page: Page, names: string[]): Promise<string[]> {
  await page.goto("/certificates");
  await page.getByRole("button", { name: "Upload certificates" }).first().click();
  const files = names.map((name) => exportedCertificate(name).path);
  await page.getByLabel("Certificate files", { exact: true }).setInputFiles(files);
  await expect(page.getByText(`${names.length} stored`).first()).toBeVisible();
  const { items } = await (await page.request.get("/api/v1/certificates")).json();
  return names.map((name) => items.find((item: { displayName: string }) => item.displayName === name)?.id);
}

/** Somebody maps his own certificate in the configuration file, in the location of the site. */
function writeByHand(file: string, certificate: string): void {
  const text = readFileSync(file, "utf8");
  const entry = `<add userName="CONTOSO\\mallory" certificate="${certificate}" />`;
  const section = `<iisClientCertificateMappingAuthentication enabled="true"><oneToOneMappings>${entry}</oneToOneMappings></iisClientCertificateMappingAuthentication>`;
  const listed = text.replace(/<location path="Intranet"[\s\S]*?<oneToOneMappings>/, `$&${entry}`);
  const added = text.replace(/<location path="Intranet">[\s\S]*?<authentication>/, `$&${section}`);
  writeFileSync(file, listed === text ? added : listed);
}
