import { readFileSync } from "node:fs";
import { Client } from "pg";
import { momentText } from "../components/ui/moment-field";
import { startPostgres } from "../scripts/postgres";
import { setUp, signIn, storePerson } from "./support/person";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

/** How a button or a way begins that changes something. */
const WRITES =
  /^(upload|create|add|publish|push|delete|rename|adopt|enrol|revoke|remove|undo|redo|restore|save|approve|reject|make a|accept|fix|withdraw|replace|set the|rotate|owner and|limits|cut off|change owner|move|try again)\b/i;

test("who mapped to which account, then and now", async ({ page, certmap, context }) => {
  const alice = exportedCertificate("Alice Young");
  const stranger = exportedCertificate("Stranger");
  let siteConfigId = "";
  let between = new Date();
  const send = async (method: "post" | "put", path: string, data: unknown, headers: object = {}) => {
    const answer = await page.request[method](`/api/v1${path}`, {
      data,
      headers: { origin: certmap.url, ...headers },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const publish = async (message: string) => {
    const { version } = await (await page.request.get(`/api/v1/site-configs/${siteConfigId}`)).json();
    const headers = { "if-match": `"${version}"` };
    return send("post", `/site-configs/${siteConfigId}/revisions`, { message }, headers);
  };
  const map = async (file: { path: string }, userName: string) => {
    const stored = await send("post", "/certificates", readFileSync(file.path), {
      "content-type": "application/octet-stream",
    });
    const { id: accountId } = await send("post", "/accounts", { userName });
    const certificateId = stored.certificates[0].certificate.id;
    await send("post", `/site-configs/${siteConfigId}/mappings`, {
      certificateId,
      accountId,
      name: userName,
    });
  };

  await test.step("one mapping is published, and later a second one", async () => {
    await setUp(page, certmap);
    ({ id: siteConfigId } = await send("post", "/site-configs", { name: "Partner portal" }));
    await map(alice, "CONTOSO\\alice");
    const { publishedAt } = await publish("CHG-1: Alice");
    // The field counts seconds: the moment that is asked about is the first whole one behind the first revision.
    between = new Date(Math.ceil((Date.parse(publishedAt) + 1) / 1000) * 1000);
    await expect.poll(() => Date.now()).toBeGreaterThan(between.getTime());
    await map(exportedCertificate("Bob Young"), "CONTOSO\\bob");
    await publish("CHG-2: Bob too");
  });

  await test.step("now there are two, then there was one, and the page's address says which", async () => {
    await page.goto("/access?view=desired");
    await expect(page.getByRole("status").filter({ hasText: "2 ways in" })).toBeVisible();
    await lookAt(page, "access");
    await page.getByLabel("As of").fill(momentText(between));
    await page.getByLabel("As of").press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "1 way in" })).toBeVisible();
    await expect(page).toHaveURL(/at=20/);
    await page.reload();
    await expect(page.getByRole("status").filter({ hasText: "1 way in" })).toBeVisible();
    await page.getByRole("button", { name: /Since when, and who agreed/ }).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer).toContainText("CHG-2: Bob too");
    await expect(drawer).toContainText("CHG-1: Alice");
    await lookAt(page, "access-evidence");
    await drawer.getByRole("button", { name: "Close" }).click();
  });

  await test.step("the export of then has the database's figures", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "CSV" }).click();
    const csv = readFileSync(await (await downloading).path(), "utf8");
    const rows = csv.split("\r\n").filter((line) => line !== "" && !line.startsWith('"# '));
    const client = new Client({ connectionString: (await startPostgres(certmap.dataDir)).url });
    await client.connect();
    const counted = await client.query(
      `SELECT e."userName" FROM "AccessEntry" e WHERE e."revisionId" =
        (SELECT id FROM "Revision" WHERE "publishedAt" <= $1 ORDER BY number DESC LIMIT 1)`,
      [between],
    );
    await client.end();
    expect(counted.rows).toEqual([{ userName: "CONTOSO\\alice" }]);
    expect(rows).toHaveLength(1 + counted.rows.length);
    expect(rows[1]).toContain("CONTOSO\\alice");
    expect(csv).toContain("1 rows, desired, as of");
  });

  await test.step("cards narrow one another, and the matrix counts", async () => {
    await page.getByRole("button", { name: "Back to now" }).click();
    await page
      .getByRole("region", { name: "2 accounts" })
      .getByRole("button", { name: "CONTOSO\\bob" })
      .click();
    await expect(page.getByRole("region", { name: "1 account" })).toContainText("CONTOSO\\bob");
    await expect(page.getByRole("region", { name: "1 certificate" })).toContainText("Bob Young");
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await page.getByText("Matrix", { exact: true }).click();
    await expect(page.getByText("Nothing here yet").or(page.getByText(/appears here once/))).toBeVisible();
    await page.getByText("Table", { exact: true }).click();
  });

  await test.step("a certificate that nobody stored is asked about", async () => {
    await page.getByRole("button", { name: "Ask with a certificate" }).click();
    await page.getByLabel("Certificate file", { exact: true }).setInputFiles(stranger.path);
    await expect(page.getByText("not stored here")).toBeVisible();
    await expect(page.getByText("It is let in as an account in 0 of 1 places.")).toBeVisible();
    await page.getByLabel("Certificate file", { exact: true }).setInputFiles(alice.path);
    await expect(page.getByText("It is let in as an account in 1 of 1 places.")).toBeVisible();
    await expect(page.getByRole("group", { name: "Verdicts" })).toContainText("one-to-one CONTOSO\\alice");
    await lookAt(page, "access-who");
  });

  await test.step("the page for paper", async () => {
    await page.goto("/print/access?view=desired");
    await expect(page.getByText(/SHA-256 of the CSV export of these rows/)).toBeVisible();
    await expect(page.getByRole("row")).toHaveCount(3);
    await lookAt(page, "access-paper");
  });

  await test.step("an auditor sees all of it and can change nothing, not by hand-made requests either", async () => {
    await storePerson(certmap, "Audrey", "auditor");
    await context.clearCookies();
    await signIn(page, "Audrey");
    await page.goto("/access?view=desired");
    await expect(page.getByRole("status").filter({ hasText: "2 ways in" })).toBeVisible();
    const { items: accounts } = await (await page.request.get("/api/v1/accounts")).json();
    const { items: certificates } = await (await page.request.get("/api/v1/certificates")).json();
    for (const path of [
      "/audit",
      "/certificates?upload=open",
      `/certificates/${certificates[0].id}`,
      "/accounts?create=open",
      `/accounts/${accounts[0].id}`,
      "/site-configs?create=open",
      ...["mappings&add=mapping", "many-to-one&add=rules", "settings", "test", "findings", "history"].map(
        (tab) => `/site-configs/${siteConfigId}?dialog=publish&tab=${tab}`,
      ),
      "/servers?enrol=open",
      "/server-groups",
      "/deployments",
      "/settings/tokens",
      "/settings/forwarding",
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("progressbar")).toHaveCount(0);
      for (const role of ["button", "link", "menuitem"] as const)
        await expect(page.getByRole(role, { name: WRITES }), `${role} at ${path}`).toHaveCount(0);
      await expect(page.getByRole("dialog"), path).toHaveCount(0);
    }
    await page.goto(`/site-configs/${siteConfigId}?tab=settings`);
    await expect(page.getByRole("switch").first()).toBeDisabled();
    await lookAt(page, "auditor-settings");
    await page.goto("/settings/people");
    await expect(page.getByText("Your role does not allow this")).toBeVisible();
    await page.goto("/audit");
    await expect(page.getByText("the role does not allow: GET /settings/people")).toHaveCount(1);
    const version = { "if-match": '"1"' };
    const attempts: [string, string, object?][] = [
      ["POST", "/accounts", { userName: "CONTOSO\\mallory" }],
      ["PUT", `/accounts/${accounts[0].id}/password`, { password: "x" }],
      ["DELETE", `/accounts/${accounts[0].id}`],
      ["DELETE", `/certificates/${certificates[0].id}`],
      ["POST", "/site-configs", { name: "Mine" }],
      ["PATCH", `/site-configs/${siteConfigId}`, { name: "Mine" }],
      ["DELETE", `/site-configs/${siteConfigId}`],
      ["POST", `/site-configs/${siteConfigId}/revisions`, { message: "mine" }],
      ["POST", "/enrolment-tokens", { hostName: "web01" }],
      ["POST", "/deployments", {}],
    ];
    for (const [method, path, data] of attempts) {
      const answer = await page.request.fetch(`/api/v1${path}`, {
        method,
        ...(data && { data }),
        headers: { origin: certmap.url, ...version },
      });
      expect(`${method} ${path} ${answer.status()}`).toBe(`${method} ${path} 403`);
    }
  });
});
