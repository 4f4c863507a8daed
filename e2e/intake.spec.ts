import { readFileSync, writeFileSync } from "node:fs";
import type { Locator, Page, Request } from "@playwright/test";
import { zipSync } from "fflate";
import { build, name, node, octets } from "@/lib/pki/fixtures/encode";
import { ca, certificate, keyFile, openssl, toPemText, writeFixture } from "@/lib/pki/fixtures/openssl";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";

const PFX_PASSWORD = "Zq7-Kiefernzapfen-im-Wald";
const person = (commonName: string) =>
  certificate({
    subject: `/C=DE/O=Contoso/CN=${commonName}`,
    extensions: ["extendedKeyUsage = clientAuth", "keyUsage = digitalSignature"],
  });
const text = (value: string) => new Uint8Array(Buffer.from(value));

test("certificates come in", async ({ page, certmap, context }) => {
  const sent = recordRequests(page);
  const dialog = page.getByRole("dialog");

  await test.step("an administrator", async () => {
    const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("a long walk by the river");
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/overview");
  });

  await test.step("200 files dropped on the page, one of them a key, one a zip with a bad file", async () => {
    await page.goto("/certificates");
    await expect(page.getByRole("button", { name: "Upload certificates" })).toBeVisible();
    const files: Record<string, Uint8Array> = {
      "server.key": openssl(["pkey", "-in", keyFile("p384")]),
      "people.zip": zipSync({ "sales/zoe.cer": person("Zoe Zander"), "sales/notes.txt": text("call Zoe") }),
    };
    for (let i = 0; i < 198; i++)
      files[`${i}.dat`] = build({
        serial: node(0x02, octets(2, i)),
        subject: name(["2.5.4.3", node(0x0c, text(`Person ${i}`))]),
      });
    await drop(page, files);
    await expect(dialog.getByText("199 stored, 2 refused")).toBeVisible({ timeout: 120_000 });
    await expect(dialog.getByText("people.zip / sales/notes.txt: refused")).toBeVisible();
    await expect(dialog.getByText(/server\.key: refused/)).toBeVisible();
    await expect(dialog.getByText("cert-private-key")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Copy what was refused as text" })).toBeVisible();
    await lookAt(page, "intake-200");
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  await test.step("one pasted", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const pem = toPemText(person("Paula Pasted"));
    await page.evaluate((value) => navigator.clipboard.writeText(value), `Dear admin,\n${pem}\nRegards`);
    await page.locator("body").press("Control+V");
    await expect(dialog.getByRole("link", { name: "Paula Pasted" })).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  await test.step("a .pfx: neither its password nor its key leaves the page", async () => {
    const leaf = certificate({
      issued: true,
      subject: "/CN=Nora Notar",
      extensions: ["extendedKeyUsage = clientAuth"],
    });
    const pfx = pkcs12(leaf);
    sent.length = 0;
    await page.getByRole("button", { name: "Upload certificates" }).click();
    await dialog.getByLabel("Certificate files", { exact: true }).setInputFiles(pfx);
    await expect(dialog.getByText(/The password and the private key never leave it/)).toBeVisible();
    const password = dialog.getByRole("textbox", { name: "Password of nora.pfx" });
    await password.fill("wrong");
    await dialog.getByRole("button", { name: "Open", exact: true }).click();
    await expect(dialog.getByText(/The password of this PKCS#12 file is wrong/)).toBeVisible();
    await lookAt(page, "intake-pfx");
    await password.fill(PFX_PASSWORD);
    await dialog.getByRole("button", { name: "Open", exact: true }).click();
    await expect(dialog.getByRole("link", { name: "Nora Notar" })).toBeVisible();
    await dialog.getByRole("checkbox", { name: /Store Contoso CA too/ }).click();
    await expect(dialog.getByRole("link", { name: "Contoso CA" })).toBeVisible();

    const log = Buffer.concat(sent.flatMap(partsOf)).toString("latin1");
    // The log sees what is sent: the certificate is in it.
    expect(log).toContain(Buffer.from(leaf).toString("base64"));
    for (const secret of [Buffer.from(PFX_PASSWORD), privateNumber(), readFileSync(pfx)])
      for (const form of formsOf(secret)) expect(log.includes(form)).toBe(false);
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  await test.step("a list with a zip: dry run, import, and once more", async () => {
    const draft = await page.request.post("/api/v1/site-configs", {
      data: { name: "Imported people" },
      headers: { origin: certmap.url },
    });
    expect(draft.status()).toBe(201);
    const { id } = (await draft.json()) as { id: string };
    const people = ["Ina", "Jan", "Kim", "Zoe Zander"];
    const csv = [
      "Windows account;Certificate file;Name;Owner;Tags;Enabled;Password",
      ...people.map((each, i) => `CONTOSO\\${each.slice(0, 3).toLowerCase()};${each}.cer;;Ada;vip,${i};;x`),
      "CONTOSO\\lee;lee.cer;;;;;",
      "a\\b\\c;Ina.pem;;;;perhaps;",
    ].join("\r\n");
    const zip = zipSync(Object.fromEntries(people.map((each) => [`certs/${each}.cer`, person(each)])));
    await page.goto(`/certificates/import?siteConfig=${id}`);
    const upload = async () => {
      await giveFiles(page, "List and certificate files", page.getByText(/: 6 rows, 4 files beside it/), [
        { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${csv}`, "utf16le") },
        { name: "certs.zip", mimeType: "application/zip", buffer: Buffer.from(zip) },
      ]);
      await page.getByRole("button", { name: "Dry run" }).click();
    };
    await upload();
    await expect(page.getByText("Passwords are never taken from a list")).toBeVisible();
    await expect(page.getByText("New (4)", { exact: true })).toBeVisible();
    await expect(page.getByText("Error (2)", { exact: true })).toBeVisible();
    await expect(
      page.getByText(
        /New: 3 certificates, owner or tags of 1 certificate, 4 accounts without password, 4 mappings/,
      ),
    ).toBeVisible();
    await lookAt(page, "import-dry-run");
    await page.getByRole("button", { name: "Import 4 rows" }).click();
    await expect(page.getByText("Imported 4 rows")).toBeVisible();
    await lookAt(page, "import-done");

    await page.reload();
    await upload();
    await expect(page.getByText("There already (4)", { exact: true })).toBeVisible();
    await expect(page.getByText("There is nothing to import")).toBeVisible();
    await page.goto(`/site-configs/${id}`);
    await expect(page.getByRole("row", { name: /Zoe Zander.*CONTOSO\\zoe/ })).toBeVisible();
    await page.goto("/audit");
    await expect(page.getByText("Imported 4 rows of people.csv into Imported people").first()).toBeVisible();
  });

  await test.step("Active Directory for a list of users, by UPN among the stored certificates", async () => {
    const upn = "subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:uma@contoso.com";
    const stored = await page.request.post("/api/v1/certificates/batches", {
      data: {
        certificates: [
          Buffer.from(certificate({ subject: "/CN=Uma", extensions: [upn] })).toString("base64"),
        ],
      },
      headers: { origin: certmap.url },
    });
    expect(stored.status()).toBe(200);
    await page.goto("/certificates/active-directory");
    const nobody = page.getByText("No certificate that is valid now names this UPN.");
    await giveFiles(page, "Users and certificates", nobody, [
      {
        name: "users.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("Uma@contoso.com\r\nvic@contoso.com\r\n"),
      },
    ]);
    const script = page.getByRole("region", { name: "PowerShell for 1 user", exact: true });
    await expect(script).toContainText("(userPrincipalName=Uma@contoso.com)");
    await expect(script).toContainText("X509:<I>CN=Uma<SR>3412");
    await lookAt(page, "active-directory");
  });
});

/** Files for a field of a page just opened: what it is given before the page has come alive is lost, so it is given again. */
async function giveFiles(
  page: Page,
  label: string,
  taken: Locator,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  await expect(async () => {
    await page.getByLabel(label, { exact: true }).setInputFiles(files, { timeout: 2000 });
    await expect(taken).toBeVisible({ timeout: 3000 });
  }).toPass();
}

function recordRequests(page: Page): Request[] {
  const sent: Request[] = [];
  page.on("request", (request) => sent.push(request));
  return sent;
}

function partsOf(request: Request): Buffer[] {
  const head = `${request.url()}\n${decodeURIComponent(request.url())}\n${JSON.stringify(request.headers())}\n`;
  return [Buffer.from(head), request.postDataBuffer() ?? Buffer.alloc(0)];
}

/** A PKCS#12 file on disk with the leaf, its key and the CA. */
function pkcs12(leaf: Uint8Array): string {
  const path = writeFixture("nora.pfx", "");
  const files = [
    "-in",
    writeFixture("nora.pem", toPemText(leaf)),
    "-certfile",
    writeFixture("ca.crt", toPemText(ca())),
  ];
  const key = ["-inkey", keyFile("p256"), "-passout", `pass:${PFX_PASSWORD}`];
  writeFileSync(path, openssl(["pkcs12", "-export", ...files, ...key]));
  return path;
}

/** The secret number of the EC key, as openssl prints it. */
function privateNumber(): Buffer {
  const shown = openssl(["pkey", "-in", keyFile("p256"), "-noout", "-text"]).toString();
  const digits = /priv:\s*([0-9a-f:\s]+)pub:/.exec(shown)?.[1]?.replace(/[^0-9a-f]/g, "") ?? "";
  expect(digits.length).toBeGreaterThan(60);
  return Buffer.from(digits, "hex");
}

/** How bytes could stand in a request: as they are, as UTF-16, hex, or base64 at any of its three offsets. */
function formsOf(secret: Buffer): string[] {
  const utf16 = Buffer.from(secret.toString("latin1"), "utf16le");
  const coded = [secret, utf16].flatMap((bytes) =>
    [0, 1, 2].map((shift) => {
      const padded = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString("base64")
        .replace(/=+$/, "");
      return padded.slice(shift === 0 ? 0 : 4, -2);
    }),
  );
  return [
    secret.toString("latin1"),
    utf16.toString("latin1"),
    secret.toString("hex"),
    secret.toString("hex").toUpperCase(),
    ...coded,
  ];
}

/** Drops files on the page, as from the desktop. */
async function drop(page: Page, files: Record<string, Uint8Array>): Promise<void> {
  const given = Object.entries(files).map(([name, bytes]) => ({
    name,
    base64: Buffer.from(bytes).toString("base64"),
  }));
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of all)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name));
    return transfer;
  }, given);
  await page.dispatchEvent("body", "dragover", { dataTransfer });
  await page.dispatchEvent("body", "drop", { dataTransfer });
}
