import { readFileSync } from "node:fs";
import { join } from "node:path";
import { momentText } from "../components/ui/moment-field";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const SITE = "Intranet";
const NAME = "Nancy Davolio";

test("a mapped certificate is renewed with an overlap, and the old one goes at its date", async ({
  page,
  certmap,
}) => {
  const configFile = join(certmap.dataDir, "sample-server", "applicationHost.config");
  const inFile = (blob: string) => readFileSync(configFile, "utf8").includes(blob);
  const older = exportedCertificate(NAME, 20);
  const newer = exportedCertificate(NAME, 400);
  const visible = (text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
  const post = async (path: string, data: object, more: Record<string, string> = {}) => {
    const headers = { origin: certmap.url, ...more };
    const answer = await page.request.post(`/api/v1${path}`, { data, headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const upload = async (path: string) => {
    await page.goto("/certificates");
    await page.getByRole("button", { name: "Upload certificates" }).first().click();
    await page.getByLabel("Certificate files", { exact: true }).setInputFiles(path);
    await visible("1 stored");
  };
  const pushRevision = async (number: number) => {
    await page.goto("/site-configs");
    await page.getByRole("link", { name: "Partner portal" }).click();
    await page.getByRole("link", { name: `Push revision ${number}` }).click();
    await page.getByRole("checkbox", { name: SITE, exact: true }).check();
    await page.getByRole("button", { name: "See what will change" }).click();
    await page.getByRole("button", { name: /Confirm|Go on|Next|Continue/ }).click();
    await page.getByRole("button", { name: `Push revision ${number} to 1 site` }).click();
    await expect(page.getByRole("region", { name: /Sample server/ })).toContainText(/verified/i, {
      timeout: 120_000,
    });
  };

  await test.step("a mapping that is published and pushed to a sample server", async () => {
    await setUp(page, certmap);
    await upload(older.path);
    await page.getByRole("dialog").getByRole("link", { name: NAME }).click();
    await expect(page.getByRole("heading", { name: NAME, level: 1 })).toBeVisible();
    const certificateId = new URL(page.url()).pathname.split("/").at(-1);
    const { id: accountId } = await post("/accounts", {
      userName: "CONTOSO\\nancy",
      password: "Zq7-Kiefernzapfen-Wanderung",
    });
    const { id: siteConfigId } = await post("/site-configs", { name: "Partner portal" });
    await post(`/site-configs/${siteConfigId}/mappings`, { certificateId, accountId, name: "Nancy" });
    await post(`/site-configs/${siteConfigId}/revisions`, { message: "Nancy" }, { "if-match": '"2"' });
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
    await pushRevision(1);
    expect(inFile(older.blob)).toBe(true);
  });

  await test.step("the blob is proven, and the page says where it is", async () => {
    await page.goto("/certificates");
    await page.getByRole("link", { name: NAME }).click();
    await visible(/Decoded again, it is the certificate byte for byte/);
    await expect(page.getByRole("table", { name: "Servers that map it" })).toContainText(
      "CONTOSO\\nancy, revision 1",
    );
  });

  await test.step("owner, tags and notes, which the list finds", async () => {
    await page.goto("/certificates");
    await page.getByRole("link", { name: NAME }).click();
    await page.getByRole("button", { name: "Change owner, tags and notes" }).click();
    await page.getByRole("combobox", { name: "Owner" }).fill("Partner team");
    await page.getByRole("combobox", { name: "Tags" }).pressSequentially("portal,prod,");
    await page.getByRole("textbox", { name: "Notes" }).fill("Renewed by the partner's own CA.");
    await lookAt(page, "certificate-labels");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByLabel("Owner, tags and notes").last()).toContainText("Partner team");
    await page.goto("/certificates?validity=within-30&mapped=yes&owner=Partner+team&sort=notAfter");
    await visible("1 certificate");
    await page.getByRole("checkbox", { name: `Choose ${NAME}` }).check();
    await page.getByRole("button", { name: "Owner and tags" }).click();
    await page.getByRole("combobox", { name: "Add tags" }).pressSequentially("renew-me,");
    await page.getByRole("button", { name: "Change 1 certificate" }).click();
    await visible("Changed 1 certificate.");
    await page.goto("/certificates?tag=renew-me");
    await visible("1 certificate");
    await lookAt(page, "certificates-filtered");
  });

  await test.step("the renewal is recognised, and replaces the old one with an overlap", async () => {
    await upload(newer.path);
    await visible("A renewal");
    await page.getByRole("dialog").getByRole("button", { name: "Replace" }).click();
    const dialog = page.getByRole("dialog", { name: "Replace renewed certificates" });
    await expect(dialog).toContainText("The same subject and issuer");
    await expect(dialog).toContainText("Partner portal, as CONTOSO\\nancy");
    await lookAt(page, "replace");
    await dialog.getByRole("button", { name: "Replace in Partner portal" }).click();
    await expect(dialog.getByRole("list", { name: "Results" })).toContainText("1 replaced");
    await expect(dialog.getByRole("link", { name: "Push revision 2" })).toBeVisible();
    await lookAt(page, "replaced");
  });

  await test.step("both are mapped after the push", async () => {
    await pushRevision(2);
    expect([inFile(older.blob), inFile(newer.blob)]).toEqual([true, true]);
    await page.goto("/certificates?query=Partner+team");
    await visible("2 certificates");
  });

  await test.step("the date comes: the console removes the old one by itself, and proves it", async () => {
    await page.goto("/certificates/removals");
    await visible("Waits for its date");
    await lookAt(page, "removals");
    await page.goto("/site-configs");
    await page.getByRole("link", { name: "Partner portal" }).click();
    await visible("Old mappings that go at a date");
    await lookAt(page, "site-config-removal");
    await page.getByRole("button", { name: "Change the date" }).click();
    await page.getByLabel("Remove the old mapping at").fill(momentText(new Date(Date.now() + 4_000)));
    await page.getByRole("button", { name: "Remove it then" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.goto("/certificates/removals");
    await expect(page.getByText("Removed, verified")).toBeVisible({ timeout: 90_000 });
    expect([inFile(older.blob), inFile(newer.blob)]).toEqual([false, true]);
    await page.goto("/audit");
    await visible(`Verified the removal of ${NAME} from Partner portal`);
    await visible("Published Partner portal revision 3");
    await page.goto("/site-configs");
    await page.getByRole("link", { name: "Partner portal" }).click();
    await expect(page.getByRole("tab", { name: /One-to-one \(1\)/ })).toBeVisible();
  });

  await test.step("many at once: a dry run that says what succeeds nothing", async () => {
    await page.goto("/certificates/renew");
    const again = exportedCertificate(NAME, 600);
    const stranger = exportedCertificate("Alice Young", 600);
    await page.getByLabel("Certificate files", { exact: true }).setInputFiles([again.path, stranger.path]);
    await expect(page.getByRole("table", { name: "Replacements" })).toContainText("Partner portal");
    await visible(/1 succeeds no mapped certificate/);
    await lookAt(page, "renew-many");
    await page.getByLabel("Loses its mapping with the same revision").check();
    await page.getByRole("button", { name: "Replace in Partner portal" }).click();
    await expect(page.getByRole("link", { name: "Push revision 4" })).toBeVisible();
  });
});
