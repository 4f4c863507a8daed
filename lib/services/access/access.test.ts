import { beforeAll, describe, expect, it } from "vitest";
import type { AccessRow } from "@/lib/api/access";
import { db } from "@/lib/db";
import type { Rule, SiteConfig } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { storeInventory } from "../agents/store-inventory";
import { getRevision } from "../site-configs/get-revision";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  refuseEvents,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { countAccess } from "./cards";
import { exportAccess } from "./export";
import { listAccess } from "./list";

withTestDatabase();

const SITE = "Default Web Site";
const rowsOf = async (input: unknown) => must(await listAccess(ADMIN, input)).items;
const names = (rows: AccessRow[]) => rows.map(({ userName }) => userName);

async function csvOf(input: unknown): Promise<string[]> {
  let text = "";
  for await (const part of must(await exportAccess(ADMIN, "csv", input))) text += part;
  return text.split("\r\n");
}

/** Alice and Bob deployed, Carol published since, and on the server itself Bob's mapping was taken out by hand. */
beforeAll(async () => {
  const draft = await storeDraft("Claims", ["alice", "bob"]);
  const first = await publish(draft.id);
  const { config } = must(await getRevision(ADMIN, draft.id, 1));
  await storeMapping(draft.id, "carol");
  await publish(draft.id);
  const server = await storeServer("WEB01");
  const revision = await db().revision.findFirstOrThrow({ where: { siteConfigId: draft.id, number: 1 } });
  await db().target.create({
    data: {
      serverId: server.id,
      scope: SITE,
      siteConfigId: draft.id,
      sequence: 1,
      deployedRevisionId: revision.id,
      deployedDigest: first.digest,
      deployedAt: new Date(),
      observedDigest: first.digest,
    },
  });
  const section = config.iisClientCertificateMappingAuthentication;
  const byHand: SiteConfig = {
    ...config,
    ...(section && {
      iisClientCertificateMappingAuthentication: {
        ...section,
        oneToOneMappings: section.oneToOneMappings.filter(({ name }) => name !== "bob"),
      },
    }),
  };
  await db().$transaction((tx) => storeInventory(tx, server, inventoryOf({ [SITE]: byHand })));
});

describe("who maps to which account", () => {
  it("is what was published, what was deployed, or what the server was seen to have", async () => {
    expect(names(await rowsOf({ view: "desired" }))).toEqual([
      "CONTOSO\\alice",
      "CONTOSO\\bob",
      "CONTOSO\\carol",
    ]);
    expect(names(await rowsOf({ view: "deployed" }))).toEqual(["CONTOSO\\alice", "CONTOSO\\bob"]);
    expect(names(await rowsOf({ view: "observed" }))).toEqual(["CONTOSO\\alice"]);
    expect(names(await rowsOf({}))).toEqual(names(await rowsOf({ view: "deployed" })));
  });

  it("says where, for which certificate, and how the target stands", async () => {
    const account = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\alice" } });
    const certificate = await db().certificate.findFirstOrThrow({ where: { displayName: "alice" } });
    expect((await rowsOf({ view: "observed" }))[0]).toMatchObject({
      accountId: account.id,
      certificateId: certificate.id,
      sha256: certificate.sha256,
      certificateName: "alice",
      siteConfigName: "Claims",
      serverName: "WEB01",
      scope: SITE,
      state: "drifted",
      enabled: true,
    });
  });

  it("shows what was published and stands on no server", async () => {
    const draft = await storeDraft("Nowhere yet", ["dora"]);
    await publish(draft.id);
    expect(await rowsOf({ view: "desired", query: "nowhere" })).toMatchObject([
      { userName: "CONTOSO\\dora", serverName: null, scope: null, state: null },
    ]);
    expect(await rowsOf({ view: "deployed", query: "nowhere" })).toEqual([]);
  });

  it("is found by account, certificate, config, server and site, taken literally", async () => {
    for (const query of ["ALICE", "o=contoso", "CN=bob", "claims", "web01", "default web", "contoso\\"])
      expect([query, (await rowsOf({ query })).length > 0]).toEqual([query, true]);
    for (const query of ["%", "_lice", "a%e", "' OR 1=1 --", "nobody"])
      expect([query, await rowsOf({ query })]).toEqual([query, []]);
    expect(must(await listAccess(ADMIN, { query: "alice" })).total).toBe(1);
  });

  it("is for every role to read, and to export for all but viewers", async () => {
    expect(codeOf(await listAccess(personOf("viewer"), {}))).toBe("ok");
    expect(codeOf(await exportAccess(personOf("viewer"), "csv", {}))).toBe("not-allowed");
    expect(codeOf(await exportAccess(personOf("auditor"), "csv", {}))).toBe("ok");
  });
});

describe("many-to-one mappings", () => {
  const rules = [
    {
      certificateField: "Issuer",
      certificateSubField: "CN",
      matchCriteria: "Partner CA*",
      compareCaseSensitive: false,
    },
  ] satisfies Rule[];
  const section = {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText" as const,
    defaultLogonDomain: "",
    oneToOneMappings: [],
    manyToOneMappings: [
      {
        name: "Partners",
        description: "",
        enabled: true,
        permissionMode: "Allow" as const,
        userName: "CONTOSO\\partners",
        rules,
      },
      { name: "The rest", description: "", enabled: true, permissionMode: "Deny" as const, rules: [] },
    ],
  };

  beforeAll(async () => {
    const draft = await storeDraft("Partner portal");
    const server = await storeServer("WEB02");
    await db().target.create({ data: { serverId: server.id, scope: SITE, siteConfigId: draft.id } });
    const observed = inventoryOf({ [SITE]: { iisClientCertificateMappingAuthentication: section } });
    await db().$transaction((tx) => storeInventory(tx, server, observed));
  });

  it("stand in the view with their rules, for certificates that nobody has seen", async () => {
    const rows = await rowsOf({ view: "observed", query: "partner portal" });
    expect(rows).toMatchObject([
      { mappingName: "The rest", kind: "manyToOne", permissionMode: "Deny", userName: null, rules: [] },
      {
        mappingName: "Partners",
        permissionMode: "Allow",
        userName: "CONTOSO\\partners",
        rules,
        sha256: null,
      },
    ]);
    expect(names(await rowsOf({ view: "observed", query: "partner ca" }))).toEqual(["CONTOSO\\partners"]);
  });

  it("are exported with their rules in words", async () => {
    const [, deny = "", allow = ""] = await csvOf({ view: "observed", query: "partner portal" });
    expect(deny).toContain('"many-to-one","Deny","none: every certificate"');
    expect(allow).toContain('"many-to-one","Allow","Issuer CN = Partner CA* (any case)"');
    expect(allow).toMatch(/^"CONTOSO\\partners","no","Any that meets the rules, seen or not",""/);
  });

  it("need a certificate or rules, and an account unless they deny: the database says so too", async () => {
    const { id: observationId } = await db().observation.findFirstOrThrow();
    const base = { observationId, name: "x", enabled: true };
    for (const data of [
      { ...base, userName: "CONTOSO\\a" },
      { ...base, sha256: "0".repeat(64) },
      { ...base, kind: "manyToOne" as const, userName: "CONTOSO\\a" },
      { ...base, kind: "manyToOne" as const, rules: [] },
      { ...base, kind: "manyToOne" as const, rules: [], userName: "CONTOSO\\a", sha256: "0".repeat(64) },
    ])
      await expect(db().accessEntry.create({ data })).rejects.toThrow(/AccessEntry_of_its_kind/);
  });
});

describe("five hundred rows", () => {
  const WIDE = "ü".repeat(200);
  beforeAll(async () => {
    const draft = await storeDraft("Large", ["large"]);
    await publish(draft.id);
    const { id: revisionId } = await db().revision.findFirstOrThrow({ where: { siteConfigId: draft.id } });
    await db().accessEntry.createMany({
      data: Array.from({ length: 499 }, (_, n) => ({
        revisionId,
        name: `row ${n}`,
        // Many of one account, in mixed case, and names as long as Windows takes them.
        userName: n % 5 === 0 ? `LARGE\\Shared` : n % 5 === 1 ? `large\\shared` : `LARGE\\${WIDE}${n % 7}`,
        enabled: n % 2 === 0,
        sha256: "0".repeat(64),
      })),
    });
  });

  it.each([1, 7, 50, 200])("come each once, in order, in pages of %i", async (limit) => {
    // One row a page over all of them would be 500 reads.
    const query = limit === 1 ? "row 1" : "large";
    const expected = must(await listAccess(ADMIN, { view: "desired", query })).total;
    const seen: AccessRow[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: AccessRow[]; total: number; nextCursor: string | null } = must(
        await listAccess(ADMIN, { view: "desired", query, limit, ...(cursor && { cursor }) }),
      );
      expect(page.total).toBe(expected);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(expected);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(expected);
    if (limit > 1) expect(expected).toBe(500);
  });

  it("are exported whole, each once", async () => {
    const lines = await csvOf({ view: "desired", query: "large" });
    expect(lines[0]).toMatch(/^\uFEFF"Account","Privileged name","Certificate"/);
    expect(lines.at(-1)).toBe("");
    expect(lines).toHaveLength(506);
    expect(new Set(lines.filter((line) => line.includes('"row '))).size).toBe(499);
  });

  it("refuse a cursor that is not one of ours", async () => {
    for (const cursor of [
      "x",
      btoa("[]"),
      btoa('["a","b","c"]'),
      btoa('["a","9999999999999999999","c"]'),
      btoa('["\\u0000","1","c"]'),
    ])
      expect(codeOf(await listAccess(ADMIN, { cursor }))).toBe("invalid-input");
  });
});

describe("accounts whose name looks like one of high rights", () => {
  it("are flagged where rows are stored, filtered, counted and exported", async () => {
    const draft = await storeDraft("Rights", ["rights", "administrator"]);
    await publish(draft.id);
    const filter = { view: "desired", siteConfig: draft.id };
    expect(must(await listAccess(ADMIN, filter)).total).toBe(2);
    const privileged = must(await listAccess(ADMIN, { ...filter, privileged: "yes" }));
    expect(privileged).toMatchObject({
      total: 1,
      items: [{ mappingName: "administrator", privileged: true }],
    });
    const { accounts } = must(await countAccess(ADMIN, filter));
    expect(accounts.items.filter((item) => item.privileged)).toMatchObject([
      { name: "CONTOSO\\administrator" },
    ]);
    const lines = await csvOf({ ...filter, privileged: "yes" });
    expect(lines[1]).toMatch(/^"CONTOSO\\administrator","yes"/);
    expect(lines.join()).toContain("privileged yes");
  });
});

describe("the export", () => {
  it("defuses what a spreadsheet would run, and keeps quotes, commas and line ends in their cell", async () => {
    const draft = await storeDraft("Formulas", ["formula"]);
    await publish(draft.id);
    const { id: revisionId } = await db().revision.findFirstOrThrow({ where: { siteConfigId: draft.id } });
    const nasty = [
      '=HYPERLINK("http://evil")',
      "+1",
      "-1",
      "@SUM(A1)",
      "\tx",
      'a "quoted", name\nwith a line',
    ];
    await db().accessEntry.createMany({
      data: nasty.map((name) => ({
        revisionId,
        name,
        userName: "=cmd|' /C calc'!A0",
        enabled: true,
        sha256: "",
      })),
    });
    const text = (await csvOf({ view: "desired", query: "Formulas" })).join("\r\n");
    expect(text).not.toMatch(/(^|,)"?[=+@\t-]/m);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
    expect(text).toContain(`"a ""quoted"", name\nwith a line"`);
  });

  it("is an event before its first byte, and does not begin without one", async () => {
    const before = (await eventsOf("access.export")).length;
    must(await exportAccess(ADMIN, "csv", { view: "observed", query: "x" }));
    const events = await eventsOf("access.export");
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)).toMatchObject({ actorName: ADMIN.name, after: { view: "observed", query: "x" } });
    const { allow } = await refuseEvents("access.export");
    await expect(exportAccess(ADMIN, "csv", {})).rejects.toThrow("no room for events");
    await allow();
  });
});
