import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAgent } from "./support/agent";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { ProbeServer } from "./support/probe-server";
import { expect, test } from "./support/test";

const SITE = "Partner portal";

test("the doctor of a site: what is seen, what a log line means, a probe, a fix in the next push", async ({
  page,
  certmap,
}) => {
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), "certmap-doctor-"));
  const configFile = join(folder, "applicationHost.config");
  copyFileSync("agent/sample/applicationHost.config", configFile);
  const site = await ProbeServer.start(configFile, SITE);
  await setUp(page, certmap);
  const post = async (path: string, data: object, version?: number) => {
    const headers = { origin: certmap.url, ...(version !== undefined && { "if-match": `"${version}"` }) };
    const response = await page.request.post(`/api/v1/${path}`, { data, headers });
    expect(response.ok(), await response.text()).toBe(true);
    return response.json();
  };
  const options = { url: certmap.url, folder, hostName: "WEB01", configFile, probeUrl: site.url };
  const agent = await startAgent(page, options);
  const [server] = (await (await page.request.get("/api/v1/servers")).json()).items;
  await post(`servers/${server.id}/approve`, { fingerprint: agent.fingerprint });

  await test.step("the server's page leads there", async () => {
    await page.goto(`/servers/${server.id}?tab=sites`);
    await page.getByRole("link", { name: `Doctor of ${SITE}` }).click();
    await expect(page.getByRole("heading", { name: `Doctor of ${SITE}` })).toBeVisible();
    await expect(page.getByRole("heading", { name: "HTTPS binding" })).toBeVisible();
    await expect(page.getByText("The agent did not report LocalMachine\\Root.")).toBeVisible();
  });

  await test.step("a line of the log is explained with this site's own facts", async () => {
    const box = page.getByLabel("Lines of the log, or a status");
    await box.fill("2026-11-21 08:00:01 10.20.0.14 GET / - 443 - 10.20.0.99 curl - 403 16 2148204809 15");
    await page.getByRole("button", { name: "Explain" }).click();
    await expect(page.getByRole("heading", { name: /^403\.16/ })).toBeVisible();
    await expect(
      page.getByRole("link", { name: "Only self-signed certificates in Trusted Root" }),
    ).toBeVisible();
    await lookAt(page, "doctor");
  });

  await test.step("the agent looks again and probes", async () => {
    await page.getByRole("button", { name: "Look again" }).click();
    await expect(page.getByRole("list", { name: "Asked lately" }).getByText("Done")).toBeVisible();
    await page.getByRole("button", { name: "Probe now" }).click();
    await expect(page.getByText("Configuration verified, not sign-in")).toBeVisible();
    site.behaviour = "lets-in";
    await page.getByRole("button", { name: "Probe now" }).click();
    await expect(page.getByText("Not as predicted")).toBeVisible();
    site.behaviour = "honest";
  });

  await test.step("a fix goes into the draft of the site's config", async () => {
    const made = await post("site-configs", { name: "Partners" });
    await post(`site-configs/${made.id}/revisions`, { message: "First" }, made.version);
    const place = {
      serverId: server.id,
      scope: SITE,
      expectedDigest: null,
      takeOver: true,
      allowEmpty: true,
    };
    await post("deployments", { siteConfigId: made.id, revision: 1, targets: [place], message: "First" });
    await page.reload();
    await page.getByRole("switch", { name: "Probe with every push to this site" }).check();
    await expect(page.getByRole("switch", { name: "Probe with every push to this site" })).toBeChecked();
    await page.getByRole("heading", { name: "Probe", exact: true }).scrollIntoViewIfNeeded();
    await lookAt(page, "doctor-probe");
  });

  await test.step("the test kit is a zip", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Test kit" }).click();
    expect((await download).suggestedFilename()).toBe("test-kit-WEB01-Partner-portal.zip");
  });
  await agent.stop();
  await site.stop();
});
