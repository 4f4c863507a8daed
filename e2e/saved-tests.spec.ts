import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const SITE = "Intranet";

test("saved tests, findings, history and previews", async ({ page, certmap }) => {
  const nancy = exportedCertificate("Nancy Davolio");
  const stranger = exportedCertificate("Unknown Stranger");
  const dialog = page.getByRole("dialog");
  const panel = page.getByRole("tabpanel");
  const list = (name: string) => page.getByRole("list", { name, exact: true });
  let home = "";

  await test.step("a site config that maps Nancy, published", async () => {
    await setUp(page, certmap);
    const api = caller(page, certmap.url);
    const stored = await page.request.post("/api/v1/certificates", {
      data: readFileSync(nancy.path),
      headers: { origin: certmap.url, "content-type": "application/octet-stream", "x-file-name": "n.cer" },
    });
    const certificateId = (await stored.json()).certificates[0].certificate.id;
    const account = await api("/accounts", { userName: "CONTOSO\\nancy", password: "Zq7-Kiefernzapfen" });
    await api("/accounts", { userName: "CONTOSO\\mallory" });
    const { id } = await api("/site-configs", { name: "Partner portal" });
    await api(`/site-configs/${id}/mappings`, { certificateId, accountId: account.id, name: "Nancy" });
    home = `/site-configs/${id}`;
    await page.goto(home);
    await publish(page, 1, "Nancy works on the portal");
  });

  await test.step("what Nancy becomes is saved as a test", async () => {
    await page.getByRole("tab", { name: "Test", exact: true }).click();
    await page.getByRole("combobox", { name: "Certificate" }).click();
    await page.getByRole("option", { name: /Nancy Davolio/ }).click();
    await expect(panel).toContainText("CONTOSO\\nancy");
    await page.getByRole("button", { name: "Save as a test" }).click();
    await expect(dialog.getByRole("textbox", { name: "Account" })).toHaveValue("CONTOSO\\nancy");
    await dialog.getByRole("textbox", { name: "Note" }).fill("She runs the portal");
    await lookAt(page, "save-a-test");
    await dialog.getByRole("button", { name: "Save the test" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("a certificate of a file is asked about and not stored", async () => {
    await page.getByRole("button", { name: "Ask with a file, without storing it" }).click();
    await page.getByLabel("Certificate file", { exact: true }).setInputFiles(stranger.path);
    await expect(page.getByRole("heading", { name: "Unknown Stranger under the draft" })).toBeVisible();
    await expect(panel).toContainText("No mapping matches");
    await page.getByRole("button", { name: "Save as a test" }).click();
    await dialog.getByRole("button", { name: "Save the test" }).click();
    await expect(dialog).toBeHidden();
    const certificates = await page.request.get("/api/v1/certificates");
    expect((await certificates.json()).total).toBe(1);
  });

  await test.step("all stored certificates are asked at once", async () => {
    await page.getByText("All stored", { exact: true }).click();
    await expect(page.getByRole("row", { name: /Nancy Davolio.*200 as CONTOSO\\nancy/ })).toBeVisible();
    await page.getByText("Becomes an account (1)").click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as CSV" }).click();
    expect(readFileSync(await (await download).path(), "utf8")).toContain('"200 as CONTOSO\\nancy"');
    await lookAt(page, "test-all");
  });

  await test.step("a change breaks the test", async () => {
    await page.getByText("Saved tests (2)").click();
    await expect(panel).toContainText("All 2 pass under the draft.");
    const { items } = await (await page.request.get(`/api/v1${home}/mappings`)).json();
    const accounts = await (await page.request.get("/api/v1/accounts?query=mallory")).json();
    const changed = await page.request.patch(`/api/v1${home}/mappings/${items[0].id}`, {
      data: { accountId: accounts.items[0].id },
      headers: { origin: certmap.url },
    });
    expect(changed.status(), await changed.text()).toBe(200);
    await page.reload();
    await expect(list("Saved tests")).toContainText("Under the draft it becomes CONTOSO\\mallory");
    await lookAt(page, "saved-tests");
  });

  await test.step("publishing asks for a reason, and the audit keeps it", async () => {
    await page.getByRole("button", { name: "Publish revision 2" }).click();
    await dialog.getByRole("textbox", { name: "Message" }).fill("Mallory takes over");
    await expect(dialog).toContainText("1 saved test fails");
    await dialog.getByRole("button", { name: /Publish revision 2 past 1 failing test/ }).click();
    await expect(dialog).toContainText("Say why it is right to publish.");
    await lookAt(page, "publish-past-tests");
    const refused = await page.request.post(`/api/v1${home}/revisions`, {
      data: { message: "past the page" },
      headers: { origin: certmap.url, "if-match": `"${(await draftOf(page, home)).version}"` },
    });
    expect(await refused.json()).toMatchObject({ status: 409, code: "saved-tests-failed" });
    await dialog.getByRole("textbox", { name: /Reason to publish/ }).fill("Nancy left on Friday");
    await dialog.getByRole("button", { name: /Publish revision 2 past 1 failing test/ }).click();
    await expect(page.getByRole("link", { name: "Push revision 2" })).toBeVisible();
    await page.goto("/audit?action=revision.publish");
    const event = page.getByRole("button", {
      name: /Published Partner portal revision 2 past 1 failing test$/,
    });
    await expect(async () => {
      // A click before the page has come alive is lost.
      if (await dialog.isHidden()) await event.click();
      await expect(dialog).toContainText("Nancy left on Friday", { timeout: 1000 });
    }).toPass();
    await expect(dialog).toContainText(/Nancy Davolio becomes CONTOSO\\+mallory/);
  });

  await test.step("one finding is fixed, another accepted with a reason", async () => {
    const { version, settings } = await draftOf(page, home);
    const changed = await page.request.patch(`/api/v1${home}`, {
      data: {
        settings: {
          ...settings,
          anonymousAuthentication: { enabled: true },
          access: { sslFlags: ["SslNegotiateCert"] },
        },
      },
      headers: { origin: certmap.url, "if-match": `"${version}"` },
    });
    expect(changed.status(), await changed.text()).toBe(200);
    await page.goto(`${home}?tab=findings`);
    await page.getByRole("button", { name: /^Fix: sslFlags does not require SSL/ }).click();
    await expect(page.getByText(/Fixed in the draft: negotiate-without-ssl/)).toBeVisible();
    await expect(list("Findings")).not.toContainText("negotiate-without-ssl");
    expect((await draftOf(page, home)).settings.access).toEqual({ sslFlags: ["Ssl", "SslNegotiateCert"] });
    await page.getByRole("button", { name: /^Accept: Anonymous authentication is on/ }).click();
    await dialog.getByRole("button", { name: "Accept the finding" }).click();
    await expect(dialog).toContainText("Say in a few words why.");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("The start page is public");
    await dialog.getByRole("button", { name: "Accept the finding" }).click();
    await expect(dialog).toBeHidden();
    await page.getByText("1 accepted").click();
    await expect(list("Accepted findings")).toContainText("by Ada: The start page is public");
    await lookAt(page, "findings-accepted");
  });

  await test.step("two revisions are compared, and the first is restored as the draft", async () => {
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByRole("button", { name: "Show what changed in revision 2" }).click();
    await expect(list("Changes from Revision 1 to Revision 2")).toContainText("CONTOSO\\mallory");
    await page.getByRole("combobox", { name: "To", exact: true }).selectOption({ label: "Draft" });
    await expect(page).toHaveURL(/before=1&after=draft|after=draft&before=1/);
    await expect(list("Changes from Revision 1 to Draft")).toContainText("anonymous authentication");
    await lookAt(page, "history-compare");
    await page.getByRole("button", { name: "Restore revision 1" }).click();
    await expect(dialog).toContainText("CONTOSO\\nancy");
    await lookAt(page, "restore");
    await dialog.getByRole("button", { name: "Restore revision 1" }).click();
    await expect(page.getByText(/The draft is as revision 1 was/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Undo: Restore revision 1" })).toBeVisible();
    await publish(page, 3, "Back to Nancy");
    await page.goto(`${home}?tab=test&test=saved`);
    await expect(panel).toContainText("All 2 pass under the draft.");
  });

  await test.step("a preview in colour, and against what stands on a server", async () => {
    await pushToSample(page, certmap, home);
    await page.goto(`${home}?tab=preview&as=csharp`);
    await expect(panel).toContainText("it asks for the password of each mapped account");
    const keyword = page.locator("code span", { hasText: /^using$/ }).last();
    await expect(keyword).not.toHaveCSS("color", await colourOf(page, "code"));
    await lookAt(page, "preview-csharp");
    await page.getByRole("combobox", { name: "Revision" }).selectOption({ label: "Revision 2" });
    await page
      .getByRole("combobox", { name: "Compare with" })
      .selectOption({ label: `Seen: ${SITE} on Sample server` });
    await expect(list(`Changes from Seen: ${SITE} on Sample server to Revision 2`)).toContainText(
      "CONTOSO\\mallory",
    );
    await expect(page.getByRole("region", { name: /^XML of Seen/ }).first()).toContainText(
      "CONTOSO\\mallory",
    );
    await lookAt(page, "preview-against");
    await page.getByRole("combobox", { name: "Revision" }).selectOption({ label: "Draft" });
    await expect(panel).toContainText("Nothing would change there.");
  });

  await test.step("at 400 px the open tab is in sight", async () => {
    await page.setViewportSize({ width: 400, height: 860 });
    await page.goto(`${home}?tab=history`);
    await expect(page.getByRole("tab", { name: "History" })).toBeInViewport({ ratio: 1 });
  });
});

function caller(page: Page, origin: string) {
  return async (path: string, data: object) => {
    const answer = await page.request.post(`/api/v1${path}`, { data, headers: { origin } });
    expect(answer.status(), await answer.text()).toBeLessThan(300);
    return answer.json();
  };
}

async function draftOf(page: Page, home: string) {
  return (await page.request.get(`/api/v1${home}`)).json();
}

async function publish(page: Page, number: number, message: string) {
  await page.getByRole("button", { name: `Publish revision ${number}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Message" }).fill(message);
  await dialog.getByRole("button", { name: `Publish revision ${number}` }).click();
  await expect(page.getByRole("link", { name: `Push revision ${number}` })).toBeVisible();
}

function colourOf(page: Page, selector: string): Promise<string> {
  return page
    .locator(selector)
    .last()
    .evaluate((element) => getComputedStyle(element).color);
}

/** A sample server, approved, with revision 3 on one of its sites. */
async function pushToSample(
  page: Page,
  certmap: { printed: (pattern: RegExp, ms?: number) => Promise<RegExpExecArray> },
  home: string,
) {
  await page.goto("/servers");
  await page.getByRole("button", { name: "Add a sample server" }).first().click();
  const [, fingerprint = ""] = await certmap.printed(/Fingerprint of this agent:\s+([0-9a-f ]{79})/, 60_000);
  await page.getByRole("link", { name: "Sample server" }).click();
  await page.getByLabel("Fingerprint from the server").fill(fingerprint);
  await page.getByRole("button", { name: "Approve Sample server" }).click();
  await expect(page.getByRole("tab", { name: /Sites \(3\)/ })).toBeVisible({ timeout: 120_000 });
  await page.goto(home);
  await page.getByRole("link", { name: "Push revision 3" }).click();
  await page.getByRole("checkbox", { name: SITE, exact: true }).check();
  await page.getByRole("button", { name: "See what will change" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Push revision 3 to 1 site" }).click();
  await expect(page.getByRole("region", { name: /Sample server/ })).toContainText(/verified/i, {
    timeout: 120_000,
  });
}
