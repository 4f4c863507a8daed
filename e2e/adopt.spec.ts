import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLEAR_PASSWORD, LOCATIONS, siteName, sixtyLocations } from "../lib/iis/fixtures/sixty-locations";
import { startAgent } from "./support/agent";
import { setUp } from "./support/person";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";
import { exportedCertificate } from "./support/windows-certificate";

const HOST = "WEB60";
/** Some of them are alike. */
const DISTINCT = 39;
const PEOPLE = ["Ann", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus"];

test("sixty locations are adopted, and a push with no change leaves every byte", async ({
  page,
  certmap,
}) => {
  // Sixty sites with a real agent on a busy machine.
  test.slow();
  const folder = mkdtempSync(join(tmpdir(), "certmap-adopt-"));
  const configFile = join(folder, "applicationHost.config");
  writeFileSync(configFile, sixtyLocations(PEOPLE.map((name) => exportedCertificate(name).blob)));
  const original = readFileSync(configFile);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()}\n${request.postData() ?? ""}`));
  const main = page.getByRole("main");
  const see = () => page.getByRole("button", { name: "See what will happen" }).click();

  await setUp(page, certmap);

  await test.step("the dropped file is read in the browser", async () => {
    await page.goto("/site-configs");
    await page.getByRole("link", { name: "Adopt what is there" }).click();
    await expect(page.getByText("removed before anything is sent")).toBeVisible();
    await page.getByLabel("Configuration files").setInputFiles([configFile]);
    await expect(page.getByText(`applicationHost.config: ${LOCATIONS + 2} scopes`)).toBeVisible();
    await expect(page.getByText(`${LOCATIONS} of ${LOCATIONS + 2} chosen.`)).toBeVisible();
    await page.getByRole("button", { name: `Details of ${siteName(3)}` }).click();
    const drawer = page.getByRole("dialog");
    await expect(drawer.getByText("In clear text").first()).toBeVisible();
    await expect(drawer.getByText("stands in the file in clear text")).toBeVisible();
    await lookAt(page, "adopt-details");
    await drawer.getByRole("button", { name: "Close" }).click();
    await expect(drawer).toBeHidden();
  });

  await test.step("what cannot be read is said beside it", async () => {
    await page.getByLabel("Or paste configuration").fill("<configuration><location></configuration>");
    await page.getByRole("button", { name: "Read the pasted text" }).click();
    await expect(page.getByText("pasted text: not read")).toBeVisible();
    await expect(main.getByText("xml-malformed")).toBeVisible();
    await page.getByRole("button", { name: "Take pasted text out" }).click();
    await expect(page.getByText("pasted text: not read")).toBeHidden();
  });

  await test.step("a dry run first, then just that", async () => {
    await page.getByRole("textbox", { name: `Name for ${siteName(1)}` }).fill("Front office");
    await page.getByRole("switch", { name: "One site config for scopes that are alike" }).check();
    await see();
    await expect(page.getByText(`Will be taken over (${DISTINCT})`)).toBeVisible();
    await expect(main).toContainText("7 certificates will be stored");
    await lookAt(page, "adopt-plan");
    expect((await (await page.request.get("/api/v1/site-configs")).json()).total).toBe(0);
    await page.getByRole("button", { name: `Take over ${DISTINCT} site configs` }).click();
    await expect(page.getByRole("heading", { name: "Done" })).toBeVisible({ timeout: 120_000 });
    await expect(page.getByText(`Taken over (${DISTINCT})`)).toBeVisible();
  });

  await test.step("no password left the browser", async () => {
    const adoption = sent.filter((request) => request.includes("/api/v1/adoptions"));
    expect(adoption).toHaveLength(2);
    const all = sent.join("\n");
    expect(all).not.toContain(CLEAR_PASSWORD);
    expect(all).not.toContain("[enc:");
    expect(adoption.join()).not.toMatch(/password/i);
  });

  const agent = await startAgent(page, { url: certmap.url, folder, hostName: HOST, configFile });
  try {
    await test.step("the server joins with a copy of that file", async () => {
      await page.goto("/servers");
      await page.getByRole("link", { name: HOST }).click();
      await page.getByLabel("Fingerprint from the server").fill(agent.fingerprint);
      await page.getByRole("button", { name: `Approve ${HOST}` }).click();
      await expect(page.getByRole("tab", { name: `Sites (${LOCATIONS})` })).toBeVisible({ timeout: 120_000 });
    });

    await test.step("a push from the adopted file changes nothing and needs no decision", async () => {
      await page.goto("/site-configs?query=Front");
      await page.getByRole("link", { name: "Front office" }).click();
      await page.getByRole("link", { name: "Push revision 1" }).click();
      await page.getByRole("checkbox", { name: siteName(1), exact: true }).check();
      await page.getByRole("button", { name: "See what will change" }).click();
      await expect(page.getByRole("checkbox", { name: /Take over/ })).toHaveCount(0);
      await page.getByRole("button", { name: /Confirm|Go on|Next|Continue/ }).click();
      await page.getByRole("button", { name: "Push revision 1 to 1 site" }).click();
      await expect(page.getByRole("region", { name: new RegExp(HOST) })).toContainText(/verified/i, {
        timeout: 120_000,
      });
      expect(readFileSync(configFile).equals(original)).toBe(true);
    });

    await test.step("the rest is adopted from the server's own report and is in sync at once", async () => {
      await page.goto("/servers");
      await page.getByRole("link", { name: HOST }).click();
      await page.getByRole("link", { name: "Adopt what is there" }).click();
      await page.getByRole("switch", { name: "One site config for scopes that are alike" }).check();
      await see();
      // What the file gave has its name already; only places are tied. The renamed one is found by its place.
      await expect(page.getByText(`Already there, the same (${DISTINCT})`)).toBeVisible();
      await page.getByRole("button", { name: "Tie 59 places to the site configs" }).click();
      await expect(page.getByRole("heading", { name: "Done" })).toBeVisible();
      const states = async () => {
        const { items } = await (await page.request.get("/api/v1/servers")).json();
        return items.flatMap((server: { targets: { state: string }[] }) =>
          server.targets.map(({ state }) => state),
        );
      };
      await expect.poll(states, { timeout: 120_000 }).toEqual(Array(LOCATIONS).fill("in-sync"));
      expect(readFileSync(configFile).equals(original)).toBe(true);
    });
  } finally {
    await agent.stop();
  }

  await test.step("an export of everything comes back without a change", async () => {
    await page.goto("/site-configs");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export all" }).click();
    const path = await (await download).path();
    const text = readFileSync(path, "utf8");
    expect(JSON.parse(text).siteConfigs).toHaveLength(DISTINCT);
    await page.getByRole("link", { name: "Adopt what is there" }).click();
    await page.getByLabel("Configuration files").setInputFiles([path]);
    await see();
    await expect(page.getByText(`Already there, the same (${DISTINCT})`)).toBeVisible();
    await expect(page.getByText("There is nothing to take over.")).toBeVisible();
    const again = await page.request.get("/api/v1/site-configs/export");
    expect(await again.text()).toBe(text);
  });

  await test.step("by keyboard: a site, the server and the list of keys", async () => {
    const find = page.getByPlaceholder(/^Find a page/);
    await page.keyboard.press("Control+k");
    await find.fill(siteName(7));
    await expect(page.getByRole("button", { name: `${siteName(7)} on ${HOST}` })).toBeVisible();
    await find.fill(HOST);
    await expect(page.getByRole("button", { name: HOST, exact: true })).toBeVisible();
    await lookAt(page, "spotlight");
    await find.press("ArrowDown");
    await find.press("Enter");
    await page.waitForURL(/\/servers\/[0-9a-f-]{36}/);
    await expect(page.getByRole("heading", { name: HOST })).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("table", { name: "Keys" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  await test.step("nothing is cut off at 360 pixels", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ["/site-configs/adopt", "/site-configs", "/overview", "/servers"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(360);
    }
  });
});
