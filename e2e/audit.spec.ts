import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { lookAt } from "./support/picture";
import { expect, test } from "./support/test";

const run = promisify(execFile);

/** The command line's answer; it exits 1 when the answer is no. */
async function verify(...argv: string[]) {
  const args = ["cli/bin.mjs", "audit", "verify", ...argv];
  const { stdout } = await run(process.execPath, args).catch((error: { stdout: string }) => error);
  return JSON.parse(stdout);
}

async function save(page: Page, item: string, path: string): Promise<string> {
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  await (await download).saveAs(path);
  return path;
}

test("an auditor's way through the trail", async ({ page, certmap }) => {
  await test.step("something happens", async () => {
    const [, link = ""] = await certmap.printed(/(http:\/\/\S+\/setup#\S+)/);
    await page.goto(link);
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("a long walk by the river");
    await page.getByRole("button", { name: "Create the administrator" }).click();
    await page.waitForURL("**/overview");
    for (const name of ["alice", "nancy", "oscar"]) {
      const response = await page.request.post("/api/v1/accounts", {
        data: { userName: `CONTOSO\\${name}` },
        headers: { origin: certmap.url },
      });
      expect(response.status()).toBe(201);
    }
  });

  await test.step("the trail is verified, up to the last event", async () => {
    await page.goto("/audit");
    await expect(page.getByText(/Verified up to event \d+/)).toBeVisible();
    await page.getByRole("button", { name: "Verify now" }).click();
    await expect(page.getByText("Verified up to event 5")).toBeVisible();
    await lookAt(page, "audit");
  });

  await test.step("filters stand in the address", async () => {
    await page.getByRole("searchbox", { name: "Search people, things and reasons" }).fill("nancy");
    await expect(page).toHaveURL(/query=nancy/);
    await expect(page.getByText("Added the account CONTOSO\\nancy")).toBeVisible();
    await expect(page.getByText("Added the account CONTOSO\\alice")).toBeHidden();
    await page.goto("/audit?from=2099-01-01");
    await expect(page.getByText("No event matches the search and the filters.")).toBeVisible();
  });

  await test.step("the live tail shows what happens now", async () => {
    await page.goto("/audit?live=yes");
    await expect(page.getByText("Added the account CONTOSO\\oscar")).toBeVisible();
    const headers = { origin: certmap.url };
    await page.request.post("/api/v1/accounts", { data: { userName: "CONTOSO\\lively" }, headers });
    await expect(page.getByText("Added the account CONTOSO\\lively")).toBeVisible();
  });

  await test.step("what was exported verifies without the console, and a changed line is named", async () => {
    await page.goto("/audit");
    const events = await save(page, "All events, as JSON lines", join(certmap.dataDir, "events.jsonl"));
    const key = await save(page, "Public key of the checkpoints", join(certmap.dataDir, "key.json"));
    const outside = join(certmap.dataDir, "audit-checkpoints", "checkpoints.jws");
    expect(await verify(events, "--key", key, "--checkpoint", outside)).toMatchObject({
      ...{ intact: true, events: 7, vouchedUpTo: 7, note: null },
    });
    const text = readFileSync(events, "utf8");
    expect(text).toContain("CONTOSO\\\\nancy");
    writeFileSync(events, text.replaceAll("CONTOSO\\\\nancy", "CONTOSO\\\\mallory"));
    expect(await verify(events, "--key", key)).toMatchObject({
      ...{ intact: false, problem: { kind: "edited", number: 4 } },
    });
  });

  await test.step("old events are moved away with a reason, and the rest still verifies", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: "Move old events to a file…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Events from before").fill("2020-01-01");
    await expect(dialog.getByText("0 events will be moved.")).toBeVisible();
    await dialog.getByLabel("Events from before").fill("2099-01-01");
    await expect(dialog.getByText("7 events will be moved.")).toBeVisible();
    await dialog.getByRole("button", { name: "Move 7 events" }).click();
    await expect(dialog.getByText(/Say why/)).toBeVisible();
    await lookAt(page, "audit-cut");
    await dialog.getByLabel("Reason").fill("Kept for ten years (policy 7)");
    await dialog.getByRole("button", { name: "Move 7 events" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/Events up to 7 were moved to a file/)).toBeVisible();
    await page.getByRole("button", { name: "Verify now" }).click();
    await expect(page.getByText("Verified up to event 8")).toBeVisible();
    const archive = join(certmap.dataDir, "audit-archive", "audit-events-1-to-7.jsonl");
    expect(await verify(archive, "--key", join(certmap.dataDir, "key.json"))).toMatchObject({
      intact: true,
      events: 7,
    });
  });

  await test.step("events go to a webhook as they happen; one that is away is said to be", async () => {
    const bodies: string[] = [];
    const receiver = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      bodies.push(body);
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const { port } = receiver.address() as AddressInfo;

    await page.goto("/settings/forwarding");
    await page.getByRole("button", { name: "Add a destination" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("How").selectOption("webhook");
    await dialog.getByRole("button", { name: "Begin forwarding" }).click();
    await expect(dialog.getByText("Enter a name.")).toBeVisible();
    await lookAt(page, "forwarding-add");
    await dialog.getByLabel("Name").fill("SIEM");
    await dialog.getByLabel("Address").fill(`http://127.0.0.1:${port}/`);
    await dialog.getByRole("button", { name: "Begin forwarding" }).click();
    await expect(dialog.getByText("It is not shown again", { exact: false })).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Up to date")).toBeVisible();
    expect(bodies.join()).toContain("forwarder.create");

    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
    const headers = { origin: certmap.url };
    await page.request.post("/api/v1/accounts", { data: { userName: "CONTOSO\\unheard" }, headers });
    await expect(page.getByText("Not reached, 1 event waits")).toBeVisible();
    await lookAt(page, "forwarding");
  });

  await test.step("a script's token works until it is revoked", async () => {
    await page.goto("/settings/tokens");
    await page.getByRole("button", { name: "Make a token" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Pipeline");
    await dialog.getByRole("button", { name: "Make the token" }).click();
    const block = dialog.getByRole("region", { name: "API token" });
    const [token = ""] = /certmap_[A-Za-z0-9_-]{43}/.exec((await block.textContent()) ?? "") ?? [];
    await lookAt(page, "token-made");
    await dialog.getByRole("button", { name: "Done" }).click();
    const asked = async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${certmap.url}/api/v1/accounts`, { headers })).status;
    };
    expect(await asked()).toBe(200);
    await lookAt(page, "tokens");
    await page.getByRole("button", { name: "Revoke Pipeline" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke Pipeline" }).click();
    await expect(page.getByText("Revoked")).toBeVisible();
    expect(await asked()).toBe(401);
  });
});
