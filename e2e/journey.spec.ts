import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookAt } from "./support/picture";
import { expectNowhere } from "./support/secret-scan";
import { expect, test } from "./support/test";
import { certificateRequest, exportedCertificate } from "./support/windows-certificate";

const ACCOUNT_PASSWORD = "Zq7-Kiefernzapfen-Wanderung";
const PERSON_PASSWORD = "a long walk by the river";
const SITE = "Intranet";

test("from a .cer to a proven push", async ({ page, certmap, answers }) => {
  const configFile = join(certmap.dataDir, "sample-server", "applicationHost.config");
  const nancy = exportedCertificate("Nancy Davolio");
  const alice = exportedCertificate("Alice Young");
  const visible = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

  await test.step("the one-time link makes the first administrator", async () => {
    const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("short");
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await visible("Use at least 12 characters.");
    await page.getByRole("textbox", { name: "Password" }).fill(PERSON_PASSWORD);
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/overview");
  });

  await test.step("sign out, and in again", async () => {
    await page.getByRole("button", { name: /Ada/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in*");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("not the password at all");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByRole("textbox", { name: "Password" }).fill(PERSON_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/overview");
  });

  await test.step("a dropped .cer becomes the blob, and other files a sentence", async () => {
    await page.goto("/certificates");
    await page.getByRole("button", { name: "Upload certificates" }).first().click();
    await page
      .getByLabel("Certificate files", { exact: true })
      .setInputFiles([nancy.path, certificateRequest()]);
    await visible("1 stored, 1 refused");
    await visible(/request/i);
    await page.getByRole("dialog").getByRole("link", { name: "Nancy Davolio" }).click();
    await expect(page.getByRole("heading", { name: "Nancy Davolio" })).toBeVisible();
    await visible(nancy.blob);
    // As a bookmark opens it: what the server renders must be what the browser makes of the same bytes.
    await page.reload();
    await visible("Perhaps. No check refuses it, but 2 come with a warning.");
    await visible("X509:<S>C=DE,O=Contoso,OU=Partners,CN=Nancy Davolio");
    const show = page.getByRole("button", { name: "Show the elements" });
    await expect(async () => {
      // A click before the page has come alive is lost.
      if (await show.isVisible()) await show.click();
      await expect(show).toBeHidden({ timeout: 1000 });
    }).toPass();
    await visible(/OBJECT IDENTIFIER {2}1\.3\.6\.1\.5\.5\.7\.3\.2 \(Client Authentication\)/);
    await lookAt(page, "certificate");
    await page.goto("/certificates");
    await visible("Nancy Davolio");
    await lookAt(page, "certificates");
  });

  await test.step("an account with a password that is never shown again", async () => {
    await page.goto("/accounts");
    await page.getByRole("button", { name: "Create an account" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Account" }).fill("CONTOSO\\nancy\\again");
    await dialog.getByRole("textbox", { name: "Password" }).fill(ACCOUNT_PASSWORD);
    await dialog.getByRole("button", { name: "Create the account" }).click();
    await visible(/more than one backslash/);
    await dialog.getByRole("textbox", { name: "Account" }).fill("CONTOSO\\nancy");
    await dialog.getByRole("button", { name: "Create the account" }).click();
    await visible(/never shown/);
    await lookAt(page, "account");
  });

  await test.step("a site config with two mappings, its exact XML, and a revision", async () => {
    await page.goto("/site-configs");
    await page.getByRole("button", { name: "Create a site config" }).first().click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Intranet people");
    await page.getByRole("button", { name: "Create the site config" }).click();
    await expect(page.getByRole("heading", { name: "Intranet people" })).toBeVisible();

    await page.getByRole("button", { name: "Add a mapping" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Certificate" }).click();
    await page.getByRole("option", { name: /Nancy Davolio/ }).click();
    await dialog.getByRole("combobox", { name: "Account" }).click();
    await page.getByRole("option", { name: /CONTOSO\\nancy/ }).click();
    await dialog.getByRole("button", { name: "Add the mapping" }).click();
    await expect(dialog).toBeHidden();

    await page.getByRole("tab", { name: "Preview" }).click();
    await visible(/<iisClientCertificateMappingAuthentication enabled="true"/);
    await expect(page.locator("body")).not.toContainText('password="');
    await lookAt(page, "preview");
    await page.getByRole("combobox", { name: "Format" }).selectOption({ label: "AppCmd" });
    await visible(/AppCmd cannot parse the characters of a certificate/);
    await page.getByRole("combobox", { name: "Format" }).selectOption({ label: "PowerShell DSC" });
    await visible(/It holds no password/);
    await expect(page.getByRole("link", { name: "Download the PowerShell DSC" })).toBeVisible();
    await lookAt(page, "preview-script");

    await page.getByRole("tab", { name: "Test" }).click();
    await page.getByRole("combobox", { name: "Certificate" }).click();
    await page.getByRole("option", { name: /Nancy Davolio/ }).click();
    await visible("One-to-one 1, Nancy Davolio");
    await visible("The page, as CONTOSO\\nancy");
    await lookAt(page, "test");

    await page.getByRole("tab", { name: /Findings \(\d+\)/ }).click();
    await expect(page.getByRole("tabpanel")).toContainText(/in the draft/);
    await lookAt(page, "findings");

    await page.getByRole("button", { name: "Publish revision 1" }).click();
    await page
      .getByRole("dialog")
      .getByRole("textbox", { name: "Message" })
      .fill("Nancy works on the intranet");
    await page.getByRole("dialog").getByRole("button", { name: "Publish revision 1" }).click();
    await expect(page.getByRole("link", { name: "Push revision 1" })).toBeVisible();
    await page.getByRole("tab", { name: "Settings" }).click();
    await visible("Client certificates");
    await lookAt(page, "settings");
    await page.getByRole("tab", { name: /One-to-one/ }).click();
    await visible("Nancy Davolio");
    await lookAt(page, "mappings");
  });

  await test.step("a sample server, let in by its fingerprint", async () => {
    await page.goto("/servers");
    await page.getByRole("button", { name: "Add a sample server" }).first().click();
    const [, fingerprint = ""] = await certmap.printed(
      /Fingerprint of this agent:\s+([0-9a-f ]{79})/,
      60_000,
    );
    await page.getByRole("link", { name: "Sample server" }).click();
    await page.getByLabel("Fingerprint from the server").fill(fingerprint.replace(/^..../, "0000"));
    await expect(page.getByRole("button", { name: "Approve Sample server" })).toBeDisabled();
    await lookAt(page, "approval");
    await page.getByLabel("Fingerprint from the server").fill(fingerprint);
    await page.getByRole("button", { name: "Approve Sample server" }).click();
    await expect(page.getByRole("tab", { name: /Sites \(3\)/ })).toBeVisible({ timeout: 120_000 });
  });

  const before = readFileSync(configFile);

  await test.step("the push shows what it will do, does it, and proves it", async () => {
    await page.goto("/site-configs");
    await page.getByRole("link", { name: "Intranet people" }).click();
    await page.getByRole("link", { name: "Push revision 1" }).click();
    await page.getByRole("checkbox", { name: SITE, exact: true }).check();
    await page.getByRole("button", { name: "See what will change" }).click();
    await visible(/one-to-one "Nancy Davolio"/);
    await visible(/Other sites of the server/);
    await lookAt(page, "plan");
    await page.getByRole("button", { name: /Confirm|Go on|Next|Continue/ }).click();
    await page.getByLabel("Why (optional)").fill("Ticket 4711");
    await page.getByRole("button", { name: "Push revision 1 to 1 site" }).click();
    await page.waitForURL(/\/deployments\/[0-9a-f-]{36}/);
    await expect(page.getByRole("region", { name: /Sample server/ })).toContainText(/verified/i, {
      timeout: 120_000,
    });
    await lookAt(page, "deployment");
  });

  await test.step("only the bytes of that site's location changed", async () => {
    const after = readFileSync(configFile, "utf8");
    expect(outside(after, SITE)).toBe(outside(before.toString("utf8"), SITE));
    expect(inside(after, SITE)).toContain(`certificate="${nancy.blob}"`);
    expect(inside(after, SITE)).toMatch(
      /userName="CONTOSO\\nancy" password="\[enc:CertmapSample:[^"]+:enc\]"/,
    );
    const openssl = execFileSync("openssl", ["x509", "-in", nancy.path, "-outform", "DER"]);
    expect(nancy.blob).toBe(openssl.toString("base64"));
  });

  await test.step("a change made by hand shows as drift, with its diff", async () => {
    await page.goto("/servers");
    await page.getByRole("link", { name: "Sample server" }).click();
    await expect(page.getByRole("tabpanel")).toContainText(/in sync/i);
    const text = readFileSync(configFile, "utf8");
    const byHand = `$&<add userName="CONTOSO\\mallory" certificate="${alice.blob}" />`;
    writeFileSync(configFile, text.replace(/<add enabled="true" userName="CONTOSO\\nancy"[^>]*\/>/, byHand));
    await expect(page.getByRole("tabpanel")).toContainText(/drifted/i, { timeout: 120_000 });
    await page.getByRole("tabpanel").getByRole("link", { name: SITE }).click();
    await visible(/CONTOSO\\mallory/);
    await lookAt(page, "drift");
  });

  await test.step("the push that would remove a foreign entry needs a decision", async () => {
    await page.getByRole("link", { name: "Push again" }).click();
    await page.getByRole("button", { name: "See what will change" }).click();
    await page.getByRole("checkbox", { name: /Take over/ }).check();
    await page.getByRole("button", { name: /Confirm|Go on|Next|Continue/ }).click();
    await page.getByRole("button", { name: "Push revision 1 to 1 site" }).click();
    await expect(page.getByRole("region", { name: /Sample server/ })).toContainText(/verified/i, {
      timeout: 120_000,
    });
    expect(readFileSync(configFile, "utf8")).not.toContain("mallory");
  });

  await test.step("who maps to which account, and who did all this", async () => {
    await page.goto("/access");
    await expect(page.getByRole("row", { name: /CONTOSO\\nancy.*Nancy Davolio/ })).toBeVisible();
    await lookAt(page, "access");
    const csv = await page.request.get("/api/v1/access/export?view=deployed");
    expect(await csv.text()).toContain('"CONTOSO\\nancy","no","Nancy Davolio"');
    await page.goto("/audit");
    await visible("Applied and verified deployment 1 on Sample server, Intranet");
    await lookAt(page, "audit");
    await page.goto("/overview");
    await visible("Overview");
    await lookAt(page, "overview");
    await page.goto("/servers");
    await visible("Sample server");
    await lookAt(page, "servers");
    const events = await page.request.get("/api/v1/audit-events?limit=200");
    const actions = ((await events.json()) as { items: { action: string }[] }).items.map(
      ({ action }) => action,
    );
    for (const action of [
      "person.set-up",
      "person.sign-in",
      "person.sign-in-refused",
      "person.sign-out",
      "certificate.create",
      "account.create",
      "site-config.create",
      "mapping.add",
      "revision.publish",
      "enrolment-token.create",
      "server.start-sample",
      "server.enrol",
      "server.approve",
      "deployment.start",
      "deployment.verified",
      "target.drifted",
      "access.export",
    ])
      expect(actions).toContain(action);
  });

  await test.step("the account's password stands in clear nowhere", async () => {
    await expectNowhere([ACCOUNT_PASSWORD], { certmap, answers, page });
  });
});

/** A site may have several locations: one for each override mode. */
const locations = (site: string) =>
  new RegExp(`[ \\t]*<location path="${site}"[^>]*>[\\s\\S]*?</location>\\r?\\n`, "g");

function inside(text: string, site: string): string {
  return (text.match(locations(site)) ?? []).join("");
}

function outside(text: string, site: string): string {
  return text.replace(locations(site), "");
}
