import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIResponse, Page } from "@playwright/test";
import { setUp, signIn, storePerson } from "./support/person";
import { lookAt } from "./support/picture";
import { expectNowhere } from "./support/secret-scan";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const FIRST = "Zq7-Kiefernzapfen-Wanderung";
const SECOND = "Bp3-Haselnuss-am-Morgen";
const SITE = "Intranet";
const ACCOUNT = "CONTOSO\\svc-claims";

test("an account: who may map to it, where, and a rotation that reaches the server", async ({
  page,
  certmap,
  answers,
  browser,
}) => {
  const configFile = join(certmap.dataDir, "sample-server", "applicationHost.config");
  const api = (method: "post" | "put", path: string, data: object) =>
    call(page, certmap.url, method, path, data);
  const token = () =>
    /userName="CONTOSO\\svc-claims" password="(\[enc:CertmapSample:[^"]+:enc\])"/.exec(
      readFileSync(configFile, "utf8"),
    )?.[1];
  let siteConfigId = "";
  let accountId = "";
  let certificateIds: string[] = [];

  await test.step("an administrator, an editor, and a mapping that is pushed", async () => {
    await setUp(page, certmap);
    await storePerson(certmap, "Edgar", "editor");
    certificateIds = [];
    for (const name of ["Nancy Davolio", "Alice Young"]) {
      const { path } = exportedCertificate(name);
      const stored = await page.request.post("/api/v1/certificates", {
        data: readFileSync(path),
        headers: { origin: certmap.url, "content-type": "application/octet-stream", "x-file-name": "a.cer" },
      });
      certificateIds.push((await answerOf(stored)).certificates[0].certificate.id);
    }
    accountId = (await api("post", "/accounts", { userName: ACCOUNT, password: FIRST })).id;
    await api("post", "/accounts", { userName: "CONTOSO\\Administrator" });
    siteConfigId = (await api("post", "/site-configs", { name: "Claims" })).id;
    await api("post", `/site-configs/${siteConfigId}/mappings`, {
      certificateId: certificateIds[0],
      accountId,
      name: "Nancy",
    });
    await page.goto(`/site-configs/${siteConfigId}`);
    await publish(page, 1);
    await page.goto("/servers");
    await page.getByRole("button", { name: "Add a sample server" }).first().click();
    const [, fingerprint = ""] = await certmap.printed(
      /Fingerprint of this agent:\s+([0-9a-f ]{79})/,
      60_000,
    );
    await page.getByRole("link", { name: "Sample server" }).click();
    await page.getByLabel("Fingerprint from the server").fill(fingerprint);
    await page.getByRole("button", { name: "Approve Sample server" }).click();
    await expect(page.getByRole("tab", { name: /Sites \(3\)/ })).toBeVisible({ timeout: 120_000 });
  });

  await test.step("a group with this server, made and assigned on the pages", async () => {
    await page.goto("/server-groups");
    for (const name of ["Partner portal", "Elsewhere"]) {
      await page.getByRole("button", { name: "Create a server group" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
      await page.getByRole("button", { name: "Create the group" }).click();
      await expect(page.getByRole("link", { name })).toBeVisible();
    }
    await page.goto("/servers");
    await page.getByRole("link", { name: "Sample server" }).click();
    await page.getByRole("button", { name: "Change the groups" }).click();
    await choose(page, "Groups", "Partner portal");
    await page.getByRole("button", { name: "Save the groups" }).click();
    await expect(page.getByRole("link", { name: "Partner portal" })).toBeVisible();
    await page.getByRole("link", { name: "Partner portal" }).click();
    await expect(page.getByText("1 server", { exact: true })).toBeVisible();
    await lookAt(page, "servers-of-a-group");
  });

  await test.step("limited to other servers, a push is blocked with the reason; then it may go", async () => {
    await page.goto(`/accounts/${accountId}`);
    await page.getByRole("button", { name: "Limits" }).click();
    await page.getByRole("radio", { name: "Only the editors named here" }).check();
    await choose(page, "Server groups", "Elsewhere");
    await lookAt(page, "account-limits");
    await page.getByRole("button", { name: "Save the limits" }).click();
    await expect(page.getByText("Servers of Elsewhere")).toBeVisible();
    await push(page, siteConfigId, 1);
    await expect(page.getByText(/svc-claims may be used only in the server group Elsewhere/)).toBeVisible();
    await expect(page.getByText("account-out-of-scope")).toBeVisible();
    await lookAt(page, "push-out-of-scope");
    await page.goto(`/accounts/${accountId}`);
    await page.getByRole("button", { name: "Limits" }).click();
    await choose(page, "Server groups", "Partner portal");
    await page.getByRole("button", { name: "Save the limits" }).click();
    await expect(page.getByText("Servers of Elsewhere, Partner portal")).toBeVisible();
    await push(page, siteConfigId, 1);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Push revision 1 to 1 site" }).click();
    await expect(page.getByRole("region", { name: /Sample server/ })).toContainText(/verified/i, {
      timeout: 120_000,
    });
    await page.goto("/server-groups");
    await page.getByRole("button", { name: "Delete Partner portal" }).click();
    await expect(page.getByRole("dialog")).toContainText("may be used only in this group");
    await expect(page.getByRole("button", { name: "Delete the group" })).toBeHidden();
    await page.getByRole("button", { name: "Close" }).last().click();
    await lookAt(page, "server-groups");
  });

  await test.step("an editor without the grant is refused where he maps, and where he publishes", async () => {
    const context = await browser.newContext({ baseURL: certmap.url });
    const his = await context.newPage();
    await signIn(his, "Edgar");
    await his.goto(`/site-configs/${siteConfigId}`);
    await his.getByRole("button", { name: "Add a mapping" }).first().click();
    const dialog = his.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Certificate" }).click();
    await his.getByRole("option", { name: /Alice Young/ }).click();
    await dialog.getByRole("combobox", { name: "Account" }).click();
    await his.getByRole("option", { name: /svc-claims/ }).click();
    await dialog.getByRole("button", { name: "Add the mapping" }).click();
    await expect(dialog).toContainText(/You may not map to CONTOSO\\svc-claims/);
    await api("post", `/site-configs/${siteConfigId}/mappings`, {
      certificateId: certificateIds[1],
      accountId,
      name: "Alice",
    });
    await his.goto(`/site-configs/${siteConfigId}`);
    await confirmPublish(his, 2);
    await expect(his.getByRole("dialog")).toContainText(/You may not map to CONTOSO\\svc-claims/);
    await context.close();
  });

  const before = token();
  expect(before).toBeDefined();

  await test.step("a rotation: the new password once, and one push to every place that has the old one", async () => {
    await page.goto(`/accounts/${accountId}`);
    await expect(page.getByRole("table", { name: "Where it is deployed" })).toContainText("Applied");
    await page.getByRole("button", { name: "Rotate the password" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "New password" }).fill(SECOND);
    await dialog.getByRole("button", { name: "Rotate the password" }).click();
    await expect(dialog).toContainText(`${SITE} on Sample server: Claims, revision 1`);
    await lookAt(page, "account-rotated");
    await dialog.getByRole("link", { name: "Push to 1 site" }).click();
    await expect(page.getByText(/stored password of CONTOSO\\svc-claims replaces the one/)).toBeVisible();
    await lookAt(page, "account-push");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Push to 1 site" }).click();
    await page.waitForURL(`**/accounts/${accountId}`);
    await expect(page.getByRole("table", { name: "Where it is deployed" })).toContainText("Applied", {
      timeout: 120_000,
    });
    // The revision that was deployed, with another token: nothing newer came along.
    expect(token()).toBeDefined();
    expect(token()).not.toBe(before);
    expect(readFileSync(configFile, "utf8").match(/CONTOSO\\svc-claims/g)).toHaveLength(1);
  });

  await test.step("owner, notes, and the list with its filters in the address", async () => {
    await page.getByRole("button", { name: "Owner and notes" }).click();
    await page.getByRole("textbox", { name: "Owner" }).fill("Claims team");
    await page.getByRole("textbox", { name: "Notes" }).fill("Reads claims.\nAsk Nora.");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("link", { name: "Claims team" })).toBeVisible();
    await lookAt(page, "account-detail");
    await page.goto("/accounts?show=privileged");
    await expect(page.getByRole("link", { name: "CONTOSO\\Administrator" })).toBeVisible();
    await expect(page.getByRole("link", { name: ACCOUNT })).toBeHidden();
    await page.getByRole("radiogroup", { name: "Show" }).getByText("All", { exact: true }).click();
    await expect(page.getByRole("link", { name: ACCOUNT })).toBeVisible();
    await lookAt(page, "account-list");
    await page.getByRole("link", { name: "CONTOSO\\Administrator" }).click();
    await expect(page.getByText("Look at this account twice")).toBeVisible();
    await lookAt(page, "account-privileged");
  });

  await test.step("neither password stands in clear anywhere", async () => {
    await expectNowhere([FIRST, SECOND], { certmap, answers, page });
  });
});

async function call(page: Page, origin: string, method: "post" | "put", path: string, data: object) {
  return answerOf(await page.request[method](`/api/v1${path}`, { data, headers: { origin } }));
}

async function answerOf(response: APIResponse) {
  expect(response.status(), await response.text()).toBeLessThan(300);
  return response.json();
}

async function choose(page: Page, label: string, option: string) {
  await page.getByRole("dialog").getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
  await page.keyboard.press("Escape");
}

async function publish(page: Page, number: number) {
  await confirmPublish(page, number);
  await expect(page.getByRole("link", { name: `Push revision ${number}` })).toBeVisible();
}

async function confirmPublish(page: Page, number: number) {
  await page.getByRole("button", { name: `Publish revision ${number}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Message" }).fill("because");
  // The changes come a moment later and move the button.
  await expect(dialog.getByRole("button", { name: "Show the exact XML" })).toBeVisible();
  await dialog.getByRole("button", { name: `Publish revision ${number}` }).click();
}

async function push(page: Page, siteConfigId: string, revision: number) {
  await page.goto(`/deployments/new?siteConfig=${siteConfigId}&revision=${revision}`);
  await page.getByRole("checkbox", { name: SITE, exact: true }).check();
  await page.getByRole("button", { name: "See what will change" }).click();
}
