import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";

const run = promisify(execFile);

test("a pipeline's way: a token, the command line, and what the API says of itself", async ({
  page,
  certmap,
}) => {
  await test.step("an administrator", async () => {
    const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("a long walk by the river");
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/overview");
  });

  await test.step("a token and an empty site config", async () => {
    const headers = { origin: certmap.url, "idempotency-key": "journey" };
    for (const status of [201, 201]) {
      const made = await page.request.post("/api/v1/site-configs", { data: { name: "Portal" }, headers });
      expect(made.status()).toBe(status);
    }
    const data = { name: "Pipeline", role: "editor", days: 1 };
    const answer = await page.request.post("/api/v1/api-tokens", { data, headers: { origin: certmap.url } });
    const { secret } = await answer.json();
    const env = { ...process.env, CERTMAP_URL: certmap.url, CERTMAP_TOKEN: secret };
    const { stdout } = await run(process.execPath, ["cli/bin.mjs", "export"], { env });
    expect(JSON.parse(stdout).siteConfigs).toMatchObject([{ name: "Portal" }]);
  });

  await test.step("the page of the API", async () => {
    await page.goto("/settings/tokens");
    await page.getByRole("link", { name: "API", exact: true }).click();
    await expect(page.getByRole("heading", { name: "API", level: 1 })).toBeVisible();
    await page.getByText("Body", { exact: true }).first().click();
    await lookAt(page, "api-docs");
    expect((await (await page.request.get("/api/v1/openapi.json")).json()).openapi).toBe("3.1.0");
  });
});
