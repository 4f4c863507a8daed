import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";

const PASSWORD = "a long walk by the river";

/** Certificates of one authority: `Contoso` and `Fabrikam` people. */
function issuedCertificates(): Record<"nancy" | "andrew" | "steven", string> {
  const folder = mkdtempSync(join(tmpdir(), "certmap-many-"));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl(
    ...["req", "-x509", ...key, "-keyout", file("ca.key"), "-out", file("ca.pem"), "-days", "900"],
    ...["-subj", "/C=DE/O=Contoso Trust/CN=Contoso Partner CA"],
  );
  writeFileSync(file("ext"), "extendedKeyUsage=clientAuth\nkeyUsage=digitalSignature\n");
  const issue = (name: string, subject: string) => {
    openssl(
      "req",
      "-new",
      ...key,
      "-keyout",
      file(`${name}.key`),
      "-out",
      file(`${name}.csr`),
      "-subj",
      subject,
    );
    openssl(
      ...["x509", "-req", "-in", file(`${name}.csr`), "-CA", file("ca.pem"), "-CAkey", file("ca.key")],
      ...["-CAcreateserial", "-days", "400", "-extfile", file("ext"), "-out", file(`${name}.cer`)],
    );
    return file(`${name}.cer`);
  };
  return {
    nancy: issue("nancy", "/C=US/O=Fabrikam/OU=Partners/CN=Nancy Davolio"),
    andrew: issue("andrew", "/C=US/O=Fabrikam/OU=Partners/CN=Andrew Fuller"),
    steven: issue("steven", "/C=US/O=Fabrikam/OU=Interns/CN=Steven Buchanan"),
  };
}

/** The order as the list shows it. */
const rows = (page: Page) => page.getByRole("list", { name: /in the order in which IIS asks/ });
async function expectOrder(page: Page, ...names: string[]) {
  const items = rows(page).getByRole("listitem");
  await expect(items).toHaveCount(names.length);
  for (const [index, name] of names.entries())
    await expect(items.nth(index)).toHaveAccessibleName(`${index + 1}, ${name}`);
}

async function expectVerdict(page: Page, decided: RegExp, account: RegExp) {
  const tab = page.getByRole("tab", { name: "Test" });
  await expect(async () => {
    // Just after a drag a click is taken for its end.
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true", { timeout: 1000 });
  }).toPass();
  const answer = page.getByRole("region", { name: /under the draft/ });
  await expect(answer).toContainText(decided);
  await expect(answer).toContainText(account);
  await page.getByRole("tab", { name: /Many-to-one/ }).click();
}

test("rules from a certificate, in an order that decides", async ({ page, certmap }) => {
  const certificates = issuedCertificates();

  await test.step("a console with three certificates and an account", async () => {
    const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/overview");
    await page.goto("/certificates");
    await page.getByRole("button", { name: "Upload certificates" }).first().click();
    await page
      .getByLabel("Certificate files", { exact: true })
      .setInputFiles([certificates.nancy, certificates.andrew, certificates.steven]);
    await expect(page.getByRole("dialog").getByText("3 stored")).toBeVisible();
    const account = await page.request.post("/api/v1/accounts", {
      data: { userName: "CONTOSO\\fabrikam" },
      headers: { origin: certmap.url },
    });
    expect(account.status()).toBe(201);
    await page.goto("/site-configs");
    await page.getByRole("button", { name: "Create a site config" }).first().click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Partner portal");
    await page.getByRole("button", { name: "Create the site config" }).click();
    await page.getByRole("tab", { name: "Many-to-one (0)" }).click();
    await expect(page.getByText(/one-to-one mapping of a certificate wins/)).toBeVisible();
    await lookAt(page, "many-to-one-empty");
  });

  await test.step("a sample becomes rules, and the stored certificates that match are said", async () => {
    await page.getByRole("button", { name: "Build from a certificate" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a many-to-one mapping" });
    await dialog.getByLabel("Certificate file", { exact: true }).setInputFiles(certificates.nancy);
    await expect(dialog.getByRole("checkbox", { name: "CN = Contoso Partner CA" })).toBeChecked();
    await expect(dialog.getByRole("checkbox", { name: "O = Contoso Trust" })).toBeChecked();
    await expect(dialog.getByRole("checkbox", { name: "O = Fabrikam" })).toBeChecked();
    await expect(dialog.getByRole("checkbox", { name: "CN = Nancy Davolio" })).not.toBeChecked();
    await lookAt(page, "many-to-one-parts");
    await dialog.getByRole("checkbox", { name: "OU = Partners" }).uncheck();
    await dialog.getByRole("button", { name: "Use these 3 rules" }).click();
    await expect(dialog.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(
      "Fabrikam by Contoso Partner CA",
    );
    const matches = dialog.getByRole("region", { name: "Stored certificates that match" });
    await expect(matches).toContainText("3 of 3 stored certificates match; this mapping decides all of them");
    // A name that IIS does not know, and back.
    const subfield = dialog.getByLabel("Rule 3: subfield");
    await subfield.fill("ST");
    await expect(matches).toContainText("0 of 3");
    await dialog.getByRole("button", { name: "Add the mapping" }).click();
    await expect(dialog.getByText(/IIS does not know "ST"/)).toBeVisible();
    await expect(dialog.getByText(/Choose an account/)).toBeVisible();
    await subfield.fill("organiz");
    await lookAt(page, "many-to-one-subfields");
    await page.getByRole("option", { name: /Organization \(O\)/ }).click();
    await expect(subfield).toHaveValue("O");
    await dialog.getByRole("combobox", { name: "Account" }).click();
    await page.getByRole("option", { name: /CONTOSO\\fabrikam/ }).click();
    await expect(matches).toContainText("3 of 3");
    await lookAt(page, "many-to-one-editor");
    await dialog.getByRole("button", { name: "Add the mapping" }).click();
    await expect(dialog).toBeHidden();
    await expectOrder(page, "Fabrikam by Contoso Partner CA");
    await expect(page.getByRole("tab", { name: "Many-to-one (1)" })).toBeVisible();
  });

  await test.step("a second one comes too late, and says so while it is typed", async () => {
    await page.getByRole("button", { name: "Add a mapping" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a many-to-one mapping" });
    await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("No interns");
    await dialog.getByText("Deny", { exact: true }).click();
    await dialog.getByRole("button", { name: "Add a rule" }).click();
    await dialog.getByLabel("Rule 1: subfield").fill("OU");
    await dialog.getByLabel("Rule 1: value").fill("Intern*");
    const matches = dialog.getByRole("region", { name: "Stored certificates that match" });
    await expect(matches).toContainText(
      "1 of 3 stored certificates match; this mapping decides none of them",
    );
    await expect(matches).toContainText(
      "1 is decided first by Many-to-one 1, Fabrikam by Contoso Partner CA: becomes CONTOSO\\fabrikam",
    );
    await expect(matches.getByRole("link", { name: "Steven Buchanan" })).toBeVisible();
    await dialog.getByRole("button", { name: "Add the mapping" }).click();
    await expect(dialog).toBeHidden();
    await expectOrder(page, "Fabrikam by Contoso Partner CA", "No interns");
    await page.getByRole("tab", { name: "Test" }).click();
    await page.getByRole("combobox", { name: "Certificate" }).click();
    await page.getByRole("option", { name: /Steven Buchanan/ }).click();
    await expectVerdict(page, /Many-to-one 1, Fabrikam by Contoso Partner CA/, /CONTOSO\\fabrikam/);
  });

  await test.step("moved up with the keyboard it decides", async () => {
    await page.getByRole("button", { name: "Move No interns, 2 of 2" }).focus();
    await page.keyboard.press("Space");
    await expect(page.getByText(/No interns is (picked up at|over) place 2 of 2/)).toBeAttached();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText("No interns is over place 1 of 2.")).toBeAttached();
    await page.keyboard.press("Space");
    await expectOrder(page, "No interns", "Fabrikam by Contoso Partner CA");
    await lookAt(page, "many-to-one");
    await expectVerdict(page, /Many-to-one 1, No interns/, /403\.12/);
  });

  await test.step("dragged down it does not, and back by the menu it does", async () => {
    const handle = page.getByRole("button", { name: "Move No interns, 1 of 2" });
    const other = page.getByRole("button", { name: "Move Fabrikam by Contoso Partner CA, 2 of 2" });
    const [from, to] = [await handle.boundingBox(), await other.boundingBox()];
    if (!from || !to) throw new Error("A handle has no box.");
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + 10, to.y + 14, { steps: 8 });
    await page.mouse.up();
    await expectOrder(page, "Fabrikam by Contoso Partner CA", "No interns");
    await expectVerdict(page, /Many-to-one 1, Fabrikam/, /CONTOSO\\fabrikam/);
    await page.getByRole("button", { name: "Actions for No interns" }).click();
    await page.getByRole("menuitem", { name: "Move to the top" }).click();
    await expectOrder(page, "No interns", "Fabrikam by Contoso Partner CA");
    await expectVerdict(page, /Many-to-one 1, No interns/, /403\.12/);
  });

  await test.step("undone, the old order and verdict are back", async () => {
    await page.getByRole("button", { name: "Undo: Move the mapping No interns to place 1" }).click();
    await expectOrder(page, "Fabrikam by Contoso Partner CA", "No interns");
    await expectVerdict(page, /Many-to-one 1, Fabrikam/, /CONTOSO\\fabrikam/);
  });

  await test.step("changed in place, with what is typed kept over another tab, and a conflict told", async () => {
    await page.getByRole("button", { name: "Actions for No interns" }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    const editor = page.getByRole("listitem", { name: "Change No interns" });
    await expect(editor.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
    await editor.getByRole("textbox", { name: "Description" }).fill("Until the summer is over");
    await page.getByRole("tab", { name: "Preview" }).click();
    await expect(page.getByText(/permissionMode="Deny"/).first()).toBeVisible();
    await page.getByRole("tab", { name: /Many-to-one/ }).click();
    await expect(editor.getByRole("textbox", { name: "Description" })).toHaveValue(
      "Until the summer is over",
    );
    await lookAt(page, "many-to-one-change");

    const path = `/api/v1/site-configs/${/site-configs\/([0-9a-f-]+)/.exec(page.url())?.[1]}/many-to-one-mappings`;
    const list = (await (await page.request.get(path)).json()) as {
      version: number;
      items: { id: string; name: string }[];
    };
    const interns = list.items.find(({ name }) => name === "No interns");
    const elsewhere = await page.request.patch(`${path}/${interns?.id}`, {
      data: { enabled: false },
      headers: { origin: certmap.url, "if-match": `"${list.version}"` },
    });
    expect(elsewhere.status()).toBe(200);
    await editor.getByRole("button", { name: "Save the mapping" }).click();
    await expect(editor.getByText("Somebody else changed this mapping")).toBeVisible();
    await editor.getByRole("button", { name: "Keep what I typed" }).click();
    await editor.getByRole("button", { name: "Save the mapping" }).click();
    await expect(editor).toBeHidden();
    await expect(rows(page)).toContainText("Until the summer is over");
    await expect(page.getByRole("button", { name: "Actions for No interns" })).toBeFocused();
  });

  await test.step("removed, and back by Undo", async () => {
    await page.getByRole("button", { name: "Actions for No interns" }).click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await expectOrder(page, "Fabrikam by Contoso Partner CA");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expectOrder(page, "Fabrikam by Contoso Partner CA", "No interns");
  });
});
