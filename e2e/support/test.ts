import { test as base, expect, type Page } from "@playwright/test";
import { type Console, startConsole } from "./console";

/** Text of every answer that the browser got. */
export type Answers = string[];

/** A console of its own for each spec file, and a page on which an error in the browser's console fails the test. */
export const test = base.extend<{ answers: Answers }, { certmap: Console }>({
  certmap: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const certmap = await startConsole();
      await use(certmap);
      await certmap.remove();
    },
    { scope: "worker", timeout: 1_000_000 },
  ],
  baseURL: async ({ certmap }, use) => use(certmap.url),
  answers: async ({ page }, use) => {
    const answers: Answers = [];
    page.on("response", async (response) => {
      // A redirect or a page that was left has no body to read any more.
      const text = await response.text().catch(() => "");
      answers.push(`${response.url()}\n${JSON.stringify(response.headers())}\n${text}`);
    });
    await use(answers);
  },
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(`${page.url()}: ${error}`));
    page.on("console", (message) => {
      // The browser itself reports each refused request; that refusals are shown is what the tests look at.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        errors.push(`${page.url()}: ${message.text()}`);
    });
    const { goto, reload } = { goto: page.goto.bind(page), reload: page.reload.bind(page) };
    page.goto = async (...args) => settled(page, await goto(...args));
    page.reload = async (...args) => settled(page, await reload(...args));
    await use(page);
    expect(errors).toEqual([]);
  },
});

/** What the server streams stands hidden at the end of the page until it is put in its place: for a moment it is there twice. */
async function settled<T>(page: Page, response: T): Promise<T> {
  await expect(page.locator('body > div[hidden][id^="S:"]')).toHaveCount(0);
  return response;
}

export { expect };
