import { beforeAll, describe, expect, it } from "vitest";
import { type MatchQuestion, NAMED_LIMIT } from "@/lib/api/many-to-one";
import type { Rule } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { removeCertificate } from "../certificates/remove";
import { addManyToOne } from "../many-to-one/add";
import { listManyToOne } from "../many-to-one/list";
import { updateManyToOne } from "../many-to-one/update";
import { ADMIN, codeOf, must, personOf, storeCertificate, storeDraft, storeMapping } from "../test-world";
import { matchRules } from "./match-rules";
import { updateSiteConfig } from "./update";

withTestDatabase();

const rule = (certificateSubField: string, matchCriteria: string): Rule => ({
  certificateField: "Subject",
  certificateSubField,
  matchCriteria,
  compareCaseSensitive: true,
});
const BASE: MatchQuestion = {
  mappingId: null,
  before: null,
  name: "New",
  permissionMode: "Allow",
  userName: null,
  rules: [],
};
let id: string;
const ask = async (question: Partial<MatchQuestion>) =>
  must(await matchRules(ADMIN, id, { ...BASE, ...question }));

/** Certificates with O=Contoso: ann is mapped one to one, bea denied by an earlier rule, cyd free. */
beforeAll(async () => {
  ({ id } = await storeDraft("Matches", ["ann"]));
  await storeCertificate("bea");
  await storeCertificate("cyd");
  const { version } = must(await listManyToOne(ADMIN, id));
  const bea = {
    name: "Not Bea",
    permissionMode: "Deny",
    accountId: null,
    rules: [rule("CN", "bea")],
  } as const;
  must(await addManyToOne(ADMIN, id, { ...bea, rules: [...bea.rules] }, version));
});

describe("the matches of a mapping that is being typed", () => {
  it("are counted, and those that others take first are said", async () => {
    const answer = await ask({ rules: [rule("O", "Contoso")] });
    expect(answer).toMatchObject({ stored: 3, looked: 3, matches: 3, decides: 1 });
    expect(answer.takers).toEqual(
      expect.arrayContaining([
        {
          list: "oneToOneMappings",
          index: 0,
          name: "ann",
          permissionMode: "Allow",
          account: "CONTOSO\\ann",
          count: 1,
        },
        {
          list: "manyToOneMappings",
          index: 0,
          name: "Not Bea",
          permissionMode: "Deny",
          account: null,
          count: 1,
        },
      ]),
    );
    expect(answer.certificates.map(({ displayName, taker }) => [displayName, taker?.name])).toEqual([
      ["cyd", undefined],
      ["bea", "Not Bea"],
      ["ann", "ann"],
    ]);
  });

  it("follow the place in the list", async () => {
    const [first] = must(await listManyToOne(ADMIN, id)).items;
    const answer = await ask({ before: first?.id ?? "", rules: [rule("O", "Contoso")] });
    expect(answer).toMatchObject({ matches: 3, decides: 2 });
    expect(answer.takers.map(({ name }) => name)).toEqual(["ann"]);
    const changed = await ask({ mappingId: first?.id ?? "", rules: [rule("CN", "*")] });
    expect(changed).toMatchObject({ matches: 3, decides: 2 });
    // It takes the place of the stored one: nothing stands behind it.
    const denied = await ask({ mappingId: first?.id ?? "", permissionMode: "Deny" });
    expect(denied.findings).toEqual([]);
  });

  it("are none for rules that cannot hold, and all for none", async () => {
    expect(await ask({ rules: [rule("O", "Nobody")] })).toMatchObject({ matches: 0, certificates: [] });
    expect(await ask({ rules: [rule("ST", "*")] })).toMatchObject({ matches: 0, decides: 0 });
    expect(await ask({ rules: [] })).toMatchObject({ matches: 3, decides: 1 });
  });

  it("come with what the linter says of this mapping alone", async () => {
    const codes = async (question: Partial<MatchQuestion>) =>
      (await ask(question)).findings.map(({ code }) => code);
    expect(await codes({ rules: [rule("O", "Contoso")] })).toEqual([
      "issuer-not-in-rules",
      "single-subfield",
    ]);
    expect(await codes({ rules: [] })).toEqual(["rule-less-allow"]);
    expect(await codes({ permissionMode: "Deny", rules: [rule("CN", "bea"), rule("O", "*")] })).toEqual(
      expect.arrayContaining(["wildcard-alone", "shadowed-mapping"]),
    );
  });

  it("know a certificate that was stored, and not one that was deleted, since the last question", async () => {
    const { id: certificateId } = await storeCertificate("dot");
    expect(await ask({ rules: [rule("CN", "dot")] })).toMatchObject({ stored: 4, matches: 1 });
    must(await removeCertificate(ADMIN, certificateId));
    expect(await ask({ rules: [rule("CN", "dot")] })).toMatchObject({ stored: 3, matches: 0 });
    // One gone and one come: the count alone would not tell.
    const { id: eve } = await storeCertificate("eve");
    await ask({});
    must(await removeCertificate(ADMIN, eve));
    const { id: fay } = await storeCertificate("fay");
    expect(await ask({ rules: [rule("CN", "fay")] })).toMatchObject({ stored: 4, matches: 1 });
    expect(await ask({ rules: [rule("CN", "eve")] })).toMatchObject({ matches: 0 });
    must(await removeCertificate(ADMIN, fay));
  });

  it("are told as if all were switched on", async () => {
    const [first] = must(await listManyToOne(ADMIN, id)).items;
    const off = must(
      await updateManyToOne(ADMIN, id, first?.id ?? "", { enabled: false }, await versionOf()),
    );
    expect(await ask({ rules: [rule("O", "Contoso")] })).toMatchObject({ matches: 3, decides: 2 });
    must(await updateManyToOne(ADMIN, id, first?.id ?? "", { enabled: true }, off.version));
    const { id: other, version } = await storeDraft("Not managed");
    must(await updateSiteConfig(ADMIN, other, version, { settings: {} }));
    expect(must(await matchRules(ADMIN, other, { ...BASE, rules: [rule("O", "Contoso")] }))).toMatchObject({
      matches: 3,
      decides: 3,
    });
  });

  it("are named up to a limit and counted beyond", async () => {
    const { id: many } = await storeDraft("Many people");
    for (let n = 0; n < NAMED_LIMIT + 2; n++) await storeMapping(many, `person ${n}`);
    const answer = must(await matchRules(ADMIN, many, { ...BASE, rules: [rule("CN", "person*")] }));
    expect(answer).toMatchObject({ matches: NAMED_LIMIT + 2, decides: 0 });
    expect([answer.takers.length, answer.certificates.length]).toEqual([NAMED_LIMIT, NAMED_LIMIT]);
  });

  it("are for everyone to read, of a draft that is there", async () => {
    expect(codeOf(await matchRules(personOf("viewer"), id, BASE))).toBe("ok");
    expect(codeOf(await matchRules(ADMIN, "x", BASE))).toBe("not-found");
    expect(codeOf(await matchRules(ADMIN, id, { rules: 1 }))).toBe("invalid-input");
  });
});

async function versionOf() {
  return must(await listManyToOne(ADMIN, id)).version;
}
