import { expect, it } from "vitest";
import { db } from "@/lib/db";
import type { Inventory } from "@/lib/iis/inventory";
import { setBindingFlags } from "@/lib/services/doctor/set-binding-flags";
import { ADMIN, inventoryOf, must, publish, storeDraft, storeServer } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { planDeployment } from "./plan";
import { startDeployment } from "./start";

withTestDatabase();

const SITE = "Default Web Site";
const KEY = "0.0.0.0:443";
const TLS = {
  key: KEY,
  certificate: "ab".repeat(20),
  store: "MY",
  negotiateClientCertificate: false,
  dsMapper: false,
  ctlStore: "",
  ctlIdentifier: "",
};

async function planFor(name: string, passwordHandling: "iis" | "omit", seen: Partial<Inventory> = {}) {
  const draft = await storeDraft(name, [name]);
  await publish(draft.id);
  const server = await storeServer(`${name}.example`, passwordHandling);
  const inventory = inventoryOf({ [SITE]: {}, Intranet: {} });
  const bindings = [{ protocol: "https", bindingInformation: "*:443:", sslFlags: 0, tls: TLS }];
  const sites = inventory.sites.map((site) => ({ ...site, bindings }));
  await db().server.update({
    where: { id: server.id },
    data: { inventory: { ...inventory, sites, ...seen } },
  });
  const place = { serverId: server.id, scope: SITE };
  const push = { siteConfigId: draft.id, revision: 1, targets: [{ ...place, expectedDigest: null }] };
  must(await startDeployment(ADMIN, push));
  const target = await db().target.findFirstOrThrow({ where: place });
  must(await setBindingFlags(ADMIN, target.id, { wishes: [{ key: KEY, negotiateClientCertificate: true }] }));
  const plan = must(await planDeployment(ADMIN, { ...push, targets: [place] }));
  return plan.targets[0];
}

it("a plan names what it writes into http.sys, and the other sites that feel it", async () => {
  const plan = await planFor("bind1", "iis");
  expect(plan?.bindings).toEqual([
    {
      key: KEY,
      fields: [{ field: "negotiateClientCertificate", before: false, after: true }],
      others: [{ name: "Intranet", bindings: ["*:443:"] }],
    },
  ]);
  expect(plan?.blockers.map(({ code }) => code)).not.toContain("bindings-not-supported");
});

it("an agent that only edits a file is not sent what it would refuse", async () => {
  const plan = await planFor("bind2", "omit");
  expect(plan?.blockers.map(({ code }) => code)).toContain("bindings-not-supported");
});

it("names as not touched only what is not", async () => {
  const alone = await planFor("bind3", "omit");
  expect(alone?.notTouched.join("\n")).toMatch(/to the byte/);
  const shared = await planFor("bind4", "iis");
  expect(shared?.notTouched.join("\n")).not.toMatch(/Intranet|to the byte/);
});

it("blocks a change of http.sys that this Windows cannot make", async () => {
  const codes = async (name: string, windowsBuild: string) =>
    (await planFor(name, "iis", { host: { windowsBuild } }))?.blockers.map(({ code }) => code);
  expect(await codes("bind5", "14393.7000")).toContain("binding-update-unsupported");
  expect(await codes("bind6", "17763.1")).not.toContain("binding-update-unsupported");
});

it("says what would keep people from signing in after the push", async () => {
  const bare = await planFor("bind7", "iis", { mappingModuleInstalled: false });
  expect(bare?.findings[0]).toMatchObject({ check: "module-enabled", verdict: "problem" });
  const roleServices = [
    { name: "Web-Cert-Auth", installed: false },
    { name: "Web-Client-Auth", installed: true },
  ];
  const other = await planFor("bind8", "iis", { host: { roleServices, windowsBuild: "20348.1" } });
  expect(other?.findings[0]).toMatchObject({ check: "role-service", verdict: "problem" });
  // The wish of the push is what the look is at, and not what http.sys has now.
  expect(other?.findings.map(({ check }) => check)).not.toContain("late-negotiation");
});
