import { describe, expect, it } from "vitest";
import { type DraftFinding, findingsSchema } from "@/lib/api/findings";
import type { DraftSettings } from "@/lib/api/site-configs";
import { db } from "@/lib/db";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { uploadCertificates } from "../certificates/upload";
import { undoStep } from "../drafts/undo";
import { addMapping } from "../mappings/add";
import { listMappingFindings } from "../mappings/findings";
import { getSiteConfig } from "../site-configs/get";
import { updateSiteConfig } from "../site-configs/update";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  refuseEvents,
  storeAccount,
  storeDraft,
} from "../test-world";
import { acceptFinding } from "./accept";
import { fixFinding } from "./fix";
import { listFindings } from "./list";
import { withdrawAcceptance } from "./withdraw";

withTestDatabase();

const read = async (id: string) => findingsSchema.parse(must(await listFindings(ADMIN, id)));
const draftOf = async (id: string) => must(await getSiteConfig(ADMIN, id));
const keyOf = ({ code, subject }: DraftFinding) => ({ code, subject });

async function findingOf(id: string, code: string) {
  const found = (await read(id)).items.find((each) => each.code === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
}
async function draftWith(name: string, settings: Partial<DraftSettings>) {
  const { id, version } = await storeDraft(name);
  must(await updateSiteConfig(ADMIN, id, version, { settings: { ...INITIAL_SETTINGS, ...settings } }));
  return id;
}
/** As adopting a file makes them: the form for a mapping would refuse some of these rules. */
async function addRule(siteConfigId: string, name: string, rules: { subField: string; value: string }[]) {
  const account = await storeAccount(`CONTOSO\\${name}-of-${siteConfigId.slice(-6)}`);
  const position = await db().manyToOneMapping.count({ where: { siteConfigId } });
  await db().manyToOneMapping.create({
    data: {
      ...{ siteConfigId, name, position, accountId: account.id, createdBy: ADMIN.name },
      rules: rules.map(({ subField, value }) => ({
        certificateField: "Subject",
        certificateSubField: subField,
        matchCriteria: value,
        compareCaseSensitive: true,
      })),
    },
  });
}

describe("a fix", () => {
  it("mends the finding, is one step of the draft, and leaves an event of what it changed", async () => {
    const id = await draftWith("Fixes", { anonymousAuthentication: { enabled: true } });
    const before = await draftOf(id);
    const finding = await findingOf(id, "anonymous-on");
    expect(finding).toMatchObject({ fixable: true, acceptable: true });
    must(await fixFinding(ADMIN, id, before.version, keyOf(finding)));
    const after = await draftOf(id);
    expect(after.settings).toEqual({ ...before.settings, anonymousAuthentication: { enabled: false } });
    expect((await read(id)).items.map(({ code }) => code)).not.toContain("anonymous-on");
    expect(await eventsOf("finding.fix")).toMatchObject([
      { nounId: id, after: { changes: ["anonymous authentication: disabled"] } },
    ]);
    expect(after.undo).toMatchObject({ label: "Fix the finding anonymous-on" });
    must(await undoStep(ADMIN, id, after.version));
    expect((await draftOf(id)).settings).toEqual(before.settings);
  });

  it("of a rule changes that rule and no other row", async () => {
    const { id } = await storeDraft("Rules", ["rule-one", "rule-two"]);
    await addRule(id, "Wrong", [
      { subField: "ST", value: "WA" },
      { subField: "O", value: "Contoso" },
    ]);
    await addRule(id, "Right", [{ subField: "O", value: "Fabrikam" }]);
    const before = await draftOf(id);
    must(await fixFinding(ADMIN, id, before.version, keyOf(await findingOf(id, "unknown-subfield"))));
    const after = await draftOf(id);
    expect(after.manyToOneMappings).toEqual(
      before.manyToOneMappings.map((mapping) => ({
        ...mapping,
        rules: mapping.rules.map((rule) => ({
          ...rule,
          certificateSubField: rule.certificateSubField === "ST" ? "S" : rule.certificateSubField,
        })),
      })),
    );
    expect(after.mappings).toBe(2);
  });

  it("is refused once the finding is gone, for what takes a decision, and from another version", async () => {
    const id = await draftWith("Refuses", { anonymousAuthentication: { enabled: true } });
    await addRule(id, "Broad", [{ subField: "O", value: "Contoso" }]);
    const { version } = await draftOf(id);
    const anonymous = keyOf(await findingOf(id, "anonymous-on"));
    const broad = await findingOf(id, "single-subfield");
    expect(broad.fixable).toBe(false);
    expect(codeOf(await fixFinding(ADMIN, id, version, keyOf(broad)))).toBe("no-such-fix");
    expect(codeOf(await fixFinding(ADMIN, id, version - 1, anonymous))).toBe("conflict");
    expect(codeOf(await fixFinding(personOf("operator"), id, version, anonymous))).toBe("not-allowed");
    must(await fixFinding(ADMIN, id, version, anonymous));
    expect(codeOf(await fixFinding(ADMIN, id, version + 1, anonymous))).toBe("no-such-fix");
  });
});

describe("an accepted finding", () => {
  it("does not count any more, and says who let it stand, and why", async () => {
    const id = await draftWith("Accepts", { anonymousAuthentication: { enabled: true } });
    const { total } = await read(id);
    const finding = await findingOf(id, "anonymous-on");
    must(await acceptFinding(ADMIN, id, { ...keyOf(finding), reason: "the start page is public" }));
    expect(await read(id)).toMatchObject({
      total: total - 1,
      accepted: [{ code: "anonymous-on", reason: "the start page is public", acceptedBy: ADMIN.name }],
    });
    expect(codeOf(await acceptFinding(ADMIN, id, { ...keyOf(finding), reason: "again" }))).toBe(
      "already-exists",
    );
    must(await withdrawAcceptance(ADMIN, id, keyOf(finding)));
    expect(await read(id)).toMatchObject({ total, accepted: [] });
    expect(codeOf(await withdrawAcceptance(ADMIN, id, keyOf(finding)))).toBe("not-found");
    expect(await eventsOf("finding.accept")).toMatchObject([
      { nounId: id, reason: "the start page is public", after: { severity: "warning" } },
    ]);
    expect(await eventsOf("finding.withdraw")).toMatchObject([
      { nounId: id, before: { reason: "the start page is public" } },
    ]);
  });

  it("covers what the person saw, and nothing that it becomes", async () => {
    const { id } = await storeDraft("Covers");
    await addRule(id, "Narrow", [{ subField: "O", value: "Contoso" }]);
    must(
      await acceptFinding(ADMIN, id, {
        ...keyOf(await findingOf(id, "single-subfield")),
        reason: "a closed issuer",
      }),
    );
    await addRule(id, "Another", [{ subField: "O", value: "Fabrikam" }]);
    const codes = (await read(id)).items.filter(({ code }) => code === "single-subfield");
    expect(codes.map(({ entry }) => entry?.name)).toEqual(["Another"]);
    expect((await read(id)).accepted.map(({ entry }) => entry?.name)).toEqual(["Narrow"]);
  });

  it("is not told of the row of its mapping any more", async () => {
    const { id } = await storeDraft("Rows", ["rows-a"]);
    const der = certificate({ subject: "/CN=authority", extensions: ["basicConstraints=critical,CA:TRUE"] });
    const { certificates } = must(await uploadCertificates(ADMIN, { bytes: der, fileName: "ca.cer" }));
    const { id: accountId } = await storeAccount("CONTOSO\\rows");
    const certificateId = certificates[0]?.certificate.id;
    must(await addMapping(ADMIN, id, { certificateId, accountId }));
    const rows = async () => must(await listMappingFindings(ADMIN, id)).findings.map(([, , words]) => words);
    expect(await rows()).toEqual([expect.stringContaining("the certificate of an authority")]);
    must(
      await acceptFinding(ADMIN, id, { ...keyOf(await findingOf(id, "ca-certificate")), reason: "a lab" }),
    );
    expect(await rows()).toEqual([]);
  });

  it("takes a reason, an editor, and something that can be meant", async () => {
    const { id } = await storeDraft("Takes");
    await addRule(id, "Wrong", [{ subField: "ST", value: "WA" }]);
    const mistake = await findingOf(id, "unknown-subfield");
    expect(mistake.acceptable).toBe(false);
    expect(codeOf(await acceptFinding(ADMIN, id, { ...keyOf(mistake), reason: "so what" }))).toBe(
      "no-such-fix",
    );
    const choice = keyOf(await findingOf(id, "issuer-not-in-rules"));
    expect(codeOf(await acceptFinding(ADMIN, id, { ...choice, reason: " " }))).toBe("invalid-input");
    expect(codeOf(await acceptFinding(personOf("auditor"), id, { ...choice, reason: "x" }))).toBe(
      "not-allowed",
    );
    const events = await refuseEvents("finding.accept");
    await expect(acceptFinding(ADMIN, id, { ...choice, reason: "x" })).rejects.toThrow();
    await events.allow();
    expect((await read(id)).accepted).toEqual([]);
  });
});
