import type { Page } from "@playwright/test";
import type { Console } from "./console";

/** Opens the one-time link and makes the first administrator, who is signed in then. */
export async function becomeAdministrator(page: Page, certmap: Console): Promise<void> {
  const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
  await page.goto(link);
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("a long walk by the river");
  await page.getByRole("button", { name: "Create the administrator" }).click();
  await page.waitForURL("**/overview");
}
