import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { hashPassword } from "better-auth/crypto";
import { Client } from "pg";
import type { Role } from "../../lib/auth/actor";
import { startPostgres } from "../../scripts/postgres";
import type { Console } from "./console";

export const PASSWORD = "a long walk by the river";

/** Makes the first administrator with the link that the terminal printed; the page is signed in afterwards. */
export async function setUp(page: Page, certmap: Console): Promise<void> {
  const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
  await page.goto(link);
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/overview");
}

/** Somebody who can sign in with `PASSWORD`, straight into the database. Returns the id. */
export async function storePerson(certmap: Console, name: string, role: Role): Promise<string> {
  const client = new Client({ connectionString: (await startPostgres(certmap.dataDir)).url });
  await client.connect();
  try {
    const id = randomUUID();
    const email = `${name.toLowerCase()}@example.com`;
    await client.query(
      `INSERT INTO "Person" (id, name, email, role, "updatedAt") VALUES ($1, $2, $3, $4::"Role", now())`,
      [id, name, email, role],
    );
    await client.query(
      `INSERT INTO "PersonCredential" (id, "accountId", "providerId", "userId", password, "updatedAt")
       VALUES ($1, $2, 'credential', $2, $3, now())`,
      [randomUUID(), id, await hashPassword(PASSWORD)],
    );
    return id;
  } finally {
    await client.end();
  }
}

export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(`${name.toLowerCase()}@example.com`);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview");
}
