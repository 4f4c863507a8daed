import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAgent } from "./support/agent";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const SITE = "Intranet";

test("a certificate is cut off: planned, started with a reason, verified on the server, and nobody's any more", async ({
  page,
  certmap,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "certmap-cut-off-"));
  const configFile = join(folder, "applicationHost.config");
  copyFileSync("agent/sample/applicationHost.config", configFile);
  const post = async (path: string, data: object, more: Record<string, string> = {}) => {
    const headers = { origin: certmap.url, ...more };
    const answer = await page.request.post(`/api/v1${path}`, { data, headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const nancy = exportedCertificate("Nancy Davolio");
  const alice = exportedCertificate("Alice Young");
  await setUp(page, certmap);
  const agent = await startAgent(page, {
    url: certmap.url,
    folder,
    hostName: "WEB01",
    configFile,
    passwords: "sample",
  });

  let siteConfigId = "";
  let again = {};

  try {
    await test.step("two people let in on a server", async () => {
      await page.goto("/certificates");
      await page.getByRole("button", { name: "Upload certificates" }).first().click();
      await page.getByLabel("Certificate files", { exact: true }).setInputFiles([nancy.path, alice.path]);
      await expect(page.getByText("2 stored").first()).toBeVisible();
      const [server] = (await (await page.request.get("/api/v1/servers")).json()).items;
      await post(`/servers/${server.id}/approve`, { fingerprint: agent.fingerprint });
      const { items } = await (await page.request.get("/api/v1/certificates")).json();
      const account = await post("/accounts", { userName: "CONTOSO\\web", password: "Zq7-Kiefernzapfen" });
      const { id } = await post("/site-configs", { name: "Intranet people" });
      siteConfigId = id;
      for (const certificate of items) {
        const mapping = {
          certificateId: certificate.id,
          accountId: account.id,
          name: certificate.displayName,
        };
        await post(`/site-configs/${id}/mappings`, mapping);
        if (certificate.displayName === "Nancy Davolio") again = mapping;
      }
      await post(`/site-configs/${id}/revisions`, { message: "Both" }, { "if-match": '"3"' });
      await expect(async () => {
        const place = { serverId: server.id, scope: SITE };
        const { targets } = await post("/deployments/plan", {
          siteConfigId: id,
          revision: 1,
          targets: [place],
        });
        expect(targets[0].blockers).toEqual([]);
        const confirmed = { ...place, expectedDigest: targets[0].expectedDigest };
        const { id: deployment } = await post("/deployments", {
          siteConfigId: id,
          revision: 1,
          targets: [confirmed],
        });
        await page.goto(`/deployments/${deployment}`);
      }).toPass({ timeout: 90_000 });
      await expect(page.getByText("1 of 1 target verified").first()).toBeVisible();
      expect(readFileSync(configFile, "utf8").split('userName="CONTOSO\\web"')).toHaveLength(3);
    });

    await test.step("the plan says what goes where, and wants a reason", async () => {
      await page.goto("/certificates?query=Nancy");
      await page.getByRole("link", { name: "Nancy Davolio" }).first().click();
      await page.getByRole("link", { name: "Cut off now" }).click();
      await expect(page.getByRole("heading", { name: "Cut off Nancy Davolio" })).toBeVisible();
      const start = page.getByRole("button", { name: /^Cut off now on/ });
      await expect(start).toBeDisabled();
      await page.getByLabel("Why").fill("Laptop stolen, ticket 4711");
      await lookAt(page, "cut-off-plan");
      await start.click();
    });

    await test.step("the server confirms it, and the other one stays", async () => {
      await expect(page.getByText("Verified everywhere")).toBeVisible({ timeout: 90_000 });
      await lookAt(page, "cut-off");
      const text = readFileSync(configFile, "utf8");
      expect(text).not.toContain(nancy.blob);
      expect(text).toContain(alice.blob);
      expect(text.split('userName="CONTOSO\\web"')).toHaveLength(2);
      await page.goto("/access?query=Nancy");
      await expect(page.getByText(/^No/).first()).toBeVisible();
    });

    await test.step("a draft that lets the certificate in again says so, and once more before it is published", async () => {
      await post(`/site-configs/${siteConfigId}/mappings`, again);
      await page.goto(`/site-configs/${siteConfigId}?tab=findings`);
      const said = page.getByText("This draft lets in who was cut off");
      await expect(said).toBeVisible();
      await lookAt(page, "draft-lets-in-findings");
      await page.getByRole("button", { name: /^Publish/ }).click();
      await expect(page.getByRole("dialog").getByText("This draft lets in who was cut off")).toBeVisible();
      await lookAt(page, "draft-lets-in-publish");
    });

    await test.step("a server that is known gets new keys", async () => {
      await page.goto("/servers");
      await page.getByRole("link", { name: "WEB01" }).first().click();
      await page.getByRole("button", { name: "Re-enrol…" }).click();
      await expect(page.getByRole("dialog", { name: "Re-enrol WEB01" })).toBeVisible();
      await lookAt(page, "re-enrol");
    });
  } finally {
    await agent.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
