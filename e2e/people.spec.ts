import { execFileSync } from "node:child_process";
import { createOTP } from "@better-auth/utils/otp";
import type { Page } from "@playwright/test";
import type { Console } from "./support/console";
import { PASSWORD, setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { expectNowhere } from "./support/secret-scan";
import { expect, test } from "./support/test";

const NELLS = "seven herons in the reeds";
const NEW = "nine otters under the bridge";

test("people: an invitation, an authenticator app, a lock, a passkey, a session that ends, a recovery", async ({
  page,
  certmap,
  answers,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: certmap.url });
  const hers = await context.newPage();
  let secret = "";
  let recoveryCode = "";

  await test.step("an administrator invites somebody with a link that works once", async () => {
    await setUp(page, certmap);
    await page.goto("/settings/people");
    await page.getByRole("button", { name: "Invite a person" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Nell");
    await dialog.getByRole("textbox", { name: "E-mail address" }).fill("nell@example.com");
    await dialog.getByRole("combobox", { name: "Role" }).selectOption("administrator");
    await dialog.getByRole("button", { name: "Make the link" }).click();
    await expect(dialog).toContainText("/new-password#");
    await lookAt(page, "people-link");
    const [link = ""] = /http\S+\/new-password#[\w-]+/.exec(await dialog.innerText()) ?? [];
    await dialog.getByRole("button", { name: "Done" }).click();
    await setNewPassword(hers, link, "passwordpassword");
    await expect(hers.getByText(/easy to guess/)).toBeVisible();
    await hers.getByLabel("New password").fill(NELLS);
    await hers.getByRole("button", { name: "Set the password" }).click();
    await hers.getByRole("link", { name: "Go to the sign-in" }).click();
    await enter(hers, NELLS);
    await hers.waitForURL("**/overview");
    await page.reload();
    await expect(page.getByRole("row", { name: /Nell/ })).toContainText("Enabled");
    await lookAt(page, "people");
  });

  await test.step("her authenticator app is asked for from then on", async () => {
    await hers.goto("/settings/profile");
    await hers.getByRole("button", { name: "Add an authenticator app" }).click();
    const dialog = hers.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Your password" }).fill(NELLS);
    await dialog.getByRole("button", { name: "Continue" }).click();
    await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
    await lookAt(hers, "totp");
    const text = await dialog.innerText();
    secret = /[A-Z2-7]{40,}/.exec(text)?.[0] ?? "";
    recoveryCode = /[a-z0-9]{5}-[a-z0-9]{5}/.exec(text)?.[0] ?? "";
    await dialog.getByRole("textbox", { name: /Code that the app shows/ }).fill(await codeOf(secret));
    await dialog.getByRole("button", { name: "Add the app" }).click();
    await expect(hers.getByText("A code is asked for after your password")).toBeVisible();
    await signOut(hers);
    await enter(hers, NELLS);
    await expect(hers.getByRole("heading", { name: "One more step" })).toBeVisible();
    await hers.goto("/overview");
    await hers.waitForURL("**/sign-in*");
    await enter(hers, NELLS);
    await hers.getByRole("textbox", { name: "Code of six digits" }).fill("000000");
    await hers.getByRole("button", { name: "Sign in" }).click();
    await expect(hers.getByRole("alert").filter({ hasText: "The code is not right" })).toBeVisible();
    await lookAt(hers, "sign-in-code");
    await hers.getByRole("textbox", { name: "Code of six digits" }).fill(await codeOf(secret));
    await hers.getByRole("button", { name: "Sign in" }).click();
    await hers.waitForURL("**/overview");
    await signOut(hers);
    await enter(hers, NELLS);
    await hers.getByRole("button", { name: "Use a recovery code" }).click();
    await hers.getByRole("textbox", { name: "Recovery code" }).fill(recoveryCode);
    await hers.getByRole("button", { name: "Sign in" }).click();
    await hers.waitForURL("**/overview");
  });

  await test.step("a session is ended from another place", async () => {
    await page.goto("/settings/people");
    await page.getByRole("button", { name: "Actions for Nell" }).click();
    await page.getByRole("menuitem", { name: "End all sessions" }).click();
    await page.getByRole("button", { name: "End the sessions" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await hers.goto("/servers");
    await hers.waitForURL("**/sign-in*");
  });

  await test.step("too many wrong passwords lock her account, also for the right one", async () => {
    // The limit of ten sign-ins a minute from one address is not what is looked at here.
    await hers.setExtraHTTPHeaders({ "x-forwarded-for": "198.51.100.9" });
    for (let n = 0; n < 5; n++) {
      await enter(hers, `wrong password ${n}`);
      await expect(hers.getByRole("alert").filter({ hasText: "is not right" })).toBeVisible();
    }
    await enter(hers, NELLS);
    await expect(hers.getByText(/too many wrong passwords/)).toBeVisible();
    await expect(hers.getByText("sign-in-locked")).toBeVisible();
    await lookAt(hers, "sign-in-locked");
  });

  await test.step("the command on the host gives her a way back in, which removes the app", async () => {
    await hers.setExtraHTTPHeaders({ "x-forwarded-for": "198.51.100.10" });
    const printed = recover(certmap, "nell@example.com");
    const [link = ""] = /http\S+\/new-password#[\w-]+/.exec(printed) ?? [];
    await setNewPassword(hers, link, NEW);
    await expect(hers.getByRole("heading", { name: "Your password is set" })).toBeVisible();
    await setNewPassword(hers, link, NEW);
    await expect(hers.getByText(/used already or has expired/)).toBeVisible();
    await hers.goto("/sign-in");
    await enter(hers, NEW);
    await hers.waitForURL("**/overview");
  });

  await test.step("a passkey signs in by itself, where the console has a host name", async () => {
    await hers.goto("/settings/profile");
    await expect(hers.getByText(/Browsers keep passkeys for host names only/)).toBeVisible();
    const byName = certmap.url.replace("127.0.0.1", "localhost");
    const client = await context.newCDPSession(hers);
    await client.send("WebAuthn.enable");
    await client.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await hers.goto(`${byName}/sign-in?next=/settings/profile`);
    await enter(hers, NEW);
    await hers.waitForURL("**/settings/profile");
    await hers.getByRole("button", { name: "Add a passkey" }).click();
    await hers.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Nell's notebook");
    await hers.getByRole("button", { name: "Add the passkey" }).click();
    await expect(hers.getByRole("table", { name: "Passkeys" })).toContainText("Nell's notebook");
    await lookAt(hers, "profile");
    await signOut(hers);
    await hers.getByRole("button", { name: "Use a passkey" }).click();
    await hers.waitForURL("**/overview");
    await context.close();
  });

  await test.step("all of it is in the audit, and no password or secret is anywhere", async () => {
    const events = await page.request.get("/api/v1/audit-events?limit=200");
    const { items } = (await events.json()) as { items: { action: string; actorName: string }[] };
    const actions = items.map(({ action }) => action);
    for (const action of [
      "person.invite",
      "person.use-link",
      "person.add-totp",
      "person.end-session",
      "person.sign-in-refused",
      "person.make-link",
      "person.add-passkey",
      "person.sign-in",
    ])
      expect(actions).toContain(action);
    expect(items.some(({ actorName }) => actorName.startsWith("recover by "))).toBe(true);
    await page.goto("/audit");
    await expect(page.getByText(/Made a link with which nell@example.com/i).first()).toBeVisible();
    await expectNowhere([PASSWORD, NELLS, NEW, secret, recoveryCode], { certmap, answers, page });
  });
});

async function enter(page: Page, password: string) {
  await page.getByLabel("E-mail address").fill("nell@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Signed in as Nell" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in*");
}

async function setNewPassword(page: Page, link: string, password: string) {
  // The same page with another hash is not loaded anew.
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
}

/** What the app shows: RFC 4648's base32 without padding, then RFC 6238. */
function codeOf(secret: string): Promise<string> {
  const bits = [...secret].map((each) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return createOTP(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)))).totp();
}

function recover(certmap: Console, email: string): string {
  const env = { ...process.env, DATA_DIR: certmap.dataDir, PUBLIC_URL: certmap.url, DATABASE_URL: "" };
  return execFileSync("npm", ["run", "-s", "recover", "--", email], { env, encoding: "utf8" });
}
