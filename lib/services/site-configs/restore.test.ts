import { describe, expect, it } from "vitest";
import { comparisonSchema } from "@/lib/api/comparisons";
import { db } from "@/lib/db";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import type { Rule } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { removeAccount } from "../accounts/remove";
import { removeCertificate } from "../certificates/remove";
import { undoStep } from "../drafts/undo";
import { addManyToOne } from "../many-to-one/add";
import { listMappings } from "../mappings/list";
import { removeMapping } from "../mappings/remove";
import { updateMapping } from "../mappings/update";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeAccount,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { compareSiteConfigs } from "./compare";
import { getSiteConfig } from "./get";
import { getRevision } from "./get-revision";
import { getRestoration, restoreRevision } from "./restore";
import { updateSiteConfig } from "./update";

withTestDatabase();

const draftOf = async (id: string) => must(await getSiteConfig(ADMIN, id));
const mappingsOf = async (id: string) => must(await listMappings(ADMIN, id, {})).items;
const rule = (matchCriteria: string): Rule => ({
  certificateField: "Issuer",
  certificateSubField: "CN",
  matchCriteria,
  compareCaseSensitive: true,
});

async function addMany(id: string, name: string, accountId: string) {
  const input = { name, permissionMode: "Allow", accountId, rules: [rule(name)] };
  must(await addManyToOne(ADMIN, id, input, (await draftOf(id)).version));
}

/** Published with a mapping of each kind, and then changed in every way that there is. */
async function changedSince(name: string, people: [string, string]) {
  const { id } = await storeDraft(name, people);
  const account = await storeAccount(`CONTOSO\\${name.replaceAll(" ", "-")}`);
  await addMany(id, "First", account.id);
  await addMany(id, "Second", account.id);
  await publish(id);
  const published = await draftOf(id);
  const [one, two] = await mappingsOf(id);
  must(await removeMapping(ADMIN, id, one?.id ?? ""));
  must(await updateMapping(ADMIN, id, two?.id ?? "", { enabled: false, accountId: account.id }));
  await storeMapping(id, `${people[0]}-late`);
  await db().manyToOneMapping.deleteMany({ where: { siteConfigId: id, name: "First" } });
  await addMany(id, "Third", account.id);
  const { version } = await draftOf(id);
  must(
    await updateSiteConfig(ADMIN, id, version, {
      settings: { ...INITIAL_SETTINGS, anonymousAuthentication: { enabled: true } },
    }),
  );
  return { id, account, published };
}

describe("restoring a revision", () => {
  it("makes the draft what it was, as one step that can be undone", async () => {
    const { id, published } = await changedSince("Restores", ["rest-a", "rest-b"]);
    const before = await draftOf(id);
    expect(before.draftDigest).not.toBe(published.draftDigest);
    must(await restoreRevision(ADMIN, id, 1, before.version));
    const after = await draftOf(id);
    expect(after.draftDigest).toBe(published.draftDigest);
    expect(after).toMatchObject({ version: before.version + 1, undo: { label: "Restore revision 1" } });
    expect((await mappingsOf(id)).map(({ name }) => name).sort()).toEqual(["rest-a", "rest-b"]);
    expect((await eventsOf("draft.restore")).find(({ nounId }) => nounId === id)).toMatchObject({
      nounName: "Restores revision 1",
      before: { digest: before.draftDigest },
      after: { digest: published.draftDigest },
    });
    must(await undoStep(ADMIN, id, after.version));
    expect((await draftOf(id)).draftDigest).toBe(before.draftDigest);
  });

  it("is published as the next revision with the same digest", async () => {
    const { id, published } = await changedSince("Anew", ["anew-a", "anew-b"]);
    await publish(id);
    must(await restoreRevision(ADMIN, id, 1, (await draftOf(id)).version));
    await publish(id, "back to 1");
    expect(must(await getRevision(ADMIN, id, 3)).digest).toBe(published.draftDigest);
  });

  it("does all or nothing where something is gone, and says what", async () => {
    const { id } = await storeDraft("Gone", ["gone-a"]);
    const [mapping] = await mappingsOf(id);
    await publish(id);
    must(await removeMapping(ADMIN, id, mapping?.id ?? ""));
    must(await removeAccount(ADMIN, mapping?.account.id ?? ""));
    must(await removeCertificate(ADMIN, mapping?.certificate.id ?? ""));
    const { version, draftDigest } = await draftOf(id);
    expect(must(await getRestoration(ADMIN, id, "1"))).toEqual({
      missing: {
        certificates: [{ name: "gone-a", sha256: mapping?.certificate.sha256 }],
        accounts: ["CONTOSO\\gone-a"],
      },
    });
    const refused = await restoreRevision(ADMIN, id, 1, version);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(
      /^restore-blocked .*account CONTOSO\\gone-a is not stored.*certificate of gone-a is not stored/,
    );
    expect(await draftOf(id)).toMatchObject({ version, draftDigest });
  });

  it("that is the draft already makes no step and no event", async () => {
    const { id } = await storeDraft("Same", ["same-a"]);
    await publish(id);
    const { version } = await draftOf(id);
    must(await restoreRevision(ADMIN, id, 1, version));
    expect(await draftOf(id)).toMatchObject({ version, undo: null });
    expect((await eventsOf("draft.restore")).filter(({ nounId }) => nounId === id)).toEqual([]);
  });

  it("takes an editor, the last version, and a revision that is there", async () => {
    const { id } = await storeDraft("Takes", ["takes-a"]);
    await publish(id);
    const { version } = await draftOf(id);
    expect(codeOf(await restoreRevision(personOf("auditor"), id, 1, version))).toBe("not-allowed");
    expect(codeOf(await restoreRevision(ADMIN, id, 1, null))).toBe("if-match-required");
    expect(codeOf(await restoreRevision(ADMIN, id, 1, version + 1))).toBe("conflict");
    expect(codeOf(await restoreRevision(ADMIN, id, 2, version))).toBe("not-found");
    expect(codeOf(await restoreRevision(ADMIN, id, "one", version))).toBe("not-found");
  });
});

describe("a comparison", () => {
  it("goes between any two of draft, revisions and nothing", async () => {
    const { id } = await changedSince("Compares", ["comp-a", "comp-b"]);
    const compare = async (before: string, after: string) =>
      comparisonSchema.parse(must(await compareSiteConfigs(ADMIN, id, { before, after })));
    const forth = await compare("1", "draft");
    const kinds = forth.changes.map(({ kind }) => kind).sort();
    expect(kinds).toEqual(["added", "added", "changed", "changed", "changed", "removed", "removed"]);
    expect(forth.afterXml).toContain('<anonymousAuthentication enabled="true"');
    const back = await compare("draft", "1");
    expect(back).toMatchObject({ beforeXml: forth.afterXml, afterXml: forth.beforeXml, total: forth.total });
    expect((await compare("nothing", "1")).total).toBeGreaterThan(4);
    expect(await compare("1", "1")).toMatchObject({ changes: [], total: 0 });
  });

  it("takes what was pushed and what was seen, in the sections that the other side manages, at that place", async () => {
    const { id } = await storeDraft("Sees", ["sees-a"]);
    await publish(id);
    const revision = must(await getRevision(ADMIN, id, 1));
    const server = await storeServer("sees");
    const { observed: [seen] = [] } = inventoryOf({
      Intranet: { ...revision.config, access: { sslFlags: [] }, basicAuthentication: { enabled: true } },
    });
    const target = await db().target.create({
      data: {
        ...{ serverId: server.id, scope: "Intranet", siteConfigId: id },
        observed: seen?.config,
        deployedRevisionId: (await db().revision.findFirstOrThrow({ where: { siteConfigId: id } })).id,
      },
    });
    const compare = async (before: string) =>
      must(await compareSiteConfigs(ADMIN, id, { before, after: "1" }));
    expect((await compare(`deployed:${target.id}`)).changes).toEqual([]);
    const drift = await compare(`observed:${target.id}`);
    expect(drift.changes.map(({ section }) => section)).toEqual(["access"]);
    expect(drift.beforeXml).toContain('<location path="Intranet"');
    expect(drift.beforeXml).not.toContain("basicAuthentication");
    const other = await storeDraft("Sees nothing");
    const stranger = { before: `observed:${target.id}`, after: "draft" };
    expect(codeOf(await compareSiteConfigs(ADMIN, other.id, stranger))).toBe("not-found");
  });

  it.each(["", "0", "latest", "observed:x"])("refuses %j as a side", async (before) => {
    const { id } = await storeDraft(`Side ${before}`);
    expect(codeOf(await compareSiteConfigs(ADMIN, id, { before, after: "draft" }))).toBe("invalid-input");
  });
});
