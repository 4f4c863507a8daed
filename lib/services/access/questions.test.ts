import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import type { SiteConfig } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";
import { withTestDatabase } from "@/scripts/test-database";
import { storeInventory } from "../agents/store-inventory";
import { getRevision } from "../site-configs/get-revision";
import {
  ADMIN,
  codeOf,
  derOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeCertificate,
  storeDraft,
  storeServer,
} from "../test-world";
import { countAccess } from "./cards";
import { getAccessEvidence } from "./evidence";
import { listAccess } from "./list";
import { crossAccess } from "./matrix";
import { resolveEverywhere } from "./resolve-everywhere";

withTestDatabase();

const SITE = "Partner portal";
let alice: Uint8Array;
let serverIds: string[];

/** Alice and Bob on two servers; on the second one somebody put a rule for all of Contoso into the file by hand. */
beforeAll(async () => {
  const draft = await storeDraft("Claims", ["alice", "bob"]);
  const { digest } = await publish(draft.id, "agreed in CHG-7");
  const { config } = must(await getRevision(ADMIN, draft.id, 1));
  const revision = await db().revision.findFirstOrThrow({ where: { siteConfigId: draft.id } });
  const stored = await db().certificate.findFirstOrThrow({ where: { displayName: "alice" } });
  alice = stored.der;
  serverIds = [];
  for (const [number, name] of ["WEB01", "WEB02"].entries()) {
    const server = await storeServer(name);
    serverIds.push(server.id);
    const target = await db().target.create({
      data: {
        serverId: server.id,
        scope: SITE,
        siteConfigId: draft.id,
        deployedRevisionId: revision.id,
        deployedDigest: digest,
        deployedAt: new Date(),
      },
    });
    const deployment = await db().deployment.create({
      data: { revisionId: revision.id, message: "night shift", createdBy: "Olga" },
    });
    await db().deploymentTarget.create({
      data: {
        deploymentId: deployment.id,
        targetId: target.id,
        revisionId: revision.id,
        state: "verified",
        sequence: 1,
        finishedAt: new Date(),
        mac: "",
      },
    });
    const seen = number === 0 ? config : byHand(config);
    await db().$transaction((tx) => storeInventory(tx, server, inventoryOf({ [SITE]: seen })));
  }
  await storeCertificate("stranger");
});

function byHand(config: SiteConfig): SiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  if (!section) throw new Error("the draft maps");
  const rule = {
    certificateField: "Subject" as const,
    certificateSubField: "O",
    matchCriteria: "Contoso",
    compareCaseSensitive: true,
  };
  const everyone = {
    name: "Everyone",
    description: "",
    enabled: true,
    permissionMode: "Allow" as const,
    userName: "CONTOSO\\shared",
    rules: [rule],
  };
  return {
    ...config,
    iisClientCertificateMappingAuthentication: { ...section, manyToOneMappings: [everyone] },
  };
}

describe("the three cards", () => {
  it("count the same ways in from three sides", async () => {
    const cards = must(await countAccess(ADMIN, { view: "observed" }));
    expect(cards.accounts).toMatchObject({
      total: 3,
      items: [
        { name: "CONTOSO\\alice", count: 2 },
        { name: "CONTOSO\\bob", count: 2 },
        { name: "CONTOSO\\shared", count: 1, accountId: null },
      ],
    });
    expect(cards.certificates).toMatchObject({
      total: 2,
      rules: 1,
      items: [{ name: "alice", count: 2 }, { name: "bob" }],
    });
    expect(cards.places).toMatchObject({
      total: 2,
      servers: 2,
      items: [
        { serverName: "WEB02", count: 3 },
        { serverName: "WEB01", count: 2 },
      ],
    });
  });

  it("follow the filter, and are empty where nothing is", async () => {
    const shared = must(await countAccess(ADMIN, { view: "observed", account: "contoso\\shared" }));
    expect(shared).toMatchObject({
      accounts: { total: 1 },
      certificates: { total: 0, rules: 1 },
      places: { total: 1 },
    });
    const nobody = must(await countAccess(ADMIN, { account: "nobody" }));
    expect(nobody).toMatchObject({ accounts: { total: 0, items: [] }, places: { total: 0, servers: 0 } });
  });
});

describe("the matrix", () => {
  it("counts certificates and rules of each account on each site", async () => {
    const matrix = must(await crossAccess(ADMIN, { view: "observed" }));
    expect(matrix).toMatchObject({ totalAccounts: 3, totalPlaces: 2, nextAccount: null });
    const [first, second] = matrix.places.map(({ targetId }) => targetId);
    expect(matrix.accounts.map(({ userKey, cells }) => [userKey, cells.length])).toEqual([
      ["contoso\\alice", 2],
      ["contoso\\bob", 2],
      ["contoso\\shared", 1],
    ]);
    expect(matrix.accounts[2]?.cells).toEqual([{ targetId: second, certificates: 0, rules: 1 }]);
    expect(matrix.accounts[0]?.cells.map(({ targetId }) => targetId).sort()).toEqual([first, second].sort());
  });

  it("goes on behind an account", async () => {
    const rest = must(await crossAccess(ADMIN, { view: "observed", after: "contoso\\alice" }));
    expect(rest.accounts.map(({ userKey }) => userKey)).toEqual(["contoso\\bob", "contoso\\shared"]);
  });
});

describe("who is this certificate, everywhere", () => {
  const ask = async (der: Uint8Array, more: object = {}) =>
    must(await resolveEverywhere(ADMIN, { certificate: toBlob(der), ...more }));

  it("says the account and the mapping that decides, on each server", async () => {
    const { places, certificateId } = await ask(alice);
    expect(certificateId).not.toBeNull();
    expect(places).toMatchObject([
      {
        serverName: "WEB01",
        scope: SITE,
        account: "CONTOSO\\alice",
        by: { list: "oneToOneMappings", name: "alice" },
      },
      { serverName: "WEB02", decision: "allow", certainty: expect.stringContaining("not verified") },
    ]);
  });

  it("tells of a certificate that nobody stored, by the rules that were observed", async () => {
    const unseen = derOf("never-stored");
    const observed = await ask(unseen, { view: "observed" });
    expect(observed.certificateId).toBeNull();
    expect(observed.places.map(({ serverName, account }) => [serverName, account])).toEqual([
      ["WEB01", null],
      ["WEB02", "CONTOSO\\shared"],
    ]);
    expect((await ask(unseen, { view: "deployed" })).places.map(({ decision }) => decision)).toEqual([
      "no-match",
      "no-match",
    ]);
    expect((await ask(alice, { at: "2020-01-01T00:00:00Z" })).places).toEqual([]);
  });

  it("refuses what is no certificate, with its reason", async () => {
    expect(codeOf(await resolveEverywhere(ADMIN, { certificate: "" }))).toBe("invalid-input");
    expect(codeOf(await resolveEverywhere(ADMIN, { certificate: "AAAA" }))).toBe("cert-malformed");
    expect(codeOf(await resolveEverywhere(ADMIN, { certificate: "%" }))).toBe("cert-base64-damaged");
    expect(codeOf(await resolveEverywhere(personOf("viewer"), { certificate: toBlob(alice) }))).toBe("ok");
  });
});

describe("why one way in is there", () => {
  it("names the revisions, the pushes and the reports, with who and why", async () => {
    const rows = must(await listAccess(ADMIN, { account: "contoso\\alice", server: serverIds[0] })).items;
    const evidence = must(await getAccessEvidence(ADMIN, rows[0]?.key ?? ""));
    expect(evidence).toMatchObject({
      revisions: [{ number: 1, publishedBy: ADMIN.name, message: "agreed in CHG-7" }],
      pushes: [{ revision: 1, startedBy: "Olga", message: "night shift" }],
      meetsRules: null,
    });
    expect(evidence.observed).toHaveLength(1);
  });

  it("says which stored certificates meet the rules", async () => {
    const rows = must(await listAccess(ADMIN, { view: "observed", kind: "manyToOne" })).items;
    const { meetsRules, revisions } = must(await getAccessEvidence(ADMIN, rows[0]?.key ?? ""));
    expect(revisions).toEqual([]);
    expect(meetsRules).toMatchObject({ stored: 3, count: 3 });
    expect(meetsRules?.certificates.map(({ displayName }) => displayName).sort()).toEqual([
      "alice",
      "bob",
      "stranger",
    ]);
  });

  it("does not know what is not there", async () => {
    for (const key of ["", "x", "1", `999999999-${randomUUID()}`, "1-'; DROP TABLE", "99999999999999999999-"])
      expect(codeOf(await getAccessEvidence(ADMIN, key))).toBe("not-found");
  });
});
