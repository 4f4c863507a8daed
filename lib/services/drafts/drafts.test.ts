import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { DraftSettings } from "@/lib/api/site-configs";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { removeAccount } from "../accounts/remove";
import { transact } from "../audit/transaction";
import { removeCertificate } from "../certificates/remove";
import { addMapping } from "../mappings/add";
import { listMappings } from "../mappings/list";
import { removeMapping } from "../mappings/remove";
import { updateMapping } from "../mappings/update";
import { getSiteConfig } from "../site-configs/get";
import { updateSiteConfig } from "../site-configs/update";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  publish,
  refuseEvents,
  storeAccount,
  storeCertificate,
  storeDraft,
} from "../test-world";
import { changeDraft } from "./change";
import { readDraft } from "./read";
import { redoStep } from "./redo";
import type { ManyToOneRow, New } from "./rows";
import { undoStep } from "./undo";
import type { DraftWriter } from "./writer";

withTestDatabase();

const detail = async (id: string) => must(await getSiteConfig(ADMIN, id));
const versionOf = async (id: string) => (await detail(id)).version;
const undo = async (id: string) => undoStep(ADMIN, id, await versionOf(id));
const redo = async (id: string) => redoStep(ADMIN, id, await versionOf(id));

/** Every column of the draft but its version and position in the journal. */
async function stateOf(siteConfigId: string) {
  const where = { where: { siteConfigId }, orderBy: { id: "asc" } } as const;
  const { settings } = await db().siteConfig.findUniqueOrThrow({ where: { id: siteConfigId } });
  return {
    settings,
    oneToOne: await db().oneToOneMapping.findMany(where),
    manyToOne: await db().manyToOneMapping.findMany(where),
    draft: await readDraft(db(), siteConfigId),
  };
}

function change<T>(siteConfigId: string, label: string, run: (draft: DraftWriter) => Promise<Result<T>>) {
  const options = { siteConfigId, version: null, mayOmitVersion: true, label, actor: ADMIN };
  return transact((tx) => changeDraft(tx, options, run));
}

const certificateIds: string[] = [];
const accountIds: string[] = [];
beforeAll(async () => {
  for (const name of ["ada", "bob", "cyd"]) {
    certificateIds.push((await storeCertificate(`steps-${name}`)).id);
    accountIds.push((await storeAccount(`CONTOSO\\steps-${name}`)).id);
  }
});
const certificateAt = (n: number) => certificateIds[n % certificateIds.length] ?? "";
const accountAt = (n: number) => accountIds[n % accountIds.length] ?? "";

function ruleMapping(position: number, name: string, n = 0): New<ManyToOneRow> {
  const rule = {
    certificateField: "Subject",
    certificateSubField: "O",
    compareCaseSensitive: n % 2 === 0,
  } as const;
  return {
    position,
    name,
    description: n % 2 === 0 ? "" : "Partners",
    enabled: n % 3 !== 0,
    permissionMode: n % 4 === 0 ? "Deny" : "Allow",
    accountId: n % 4 === 0 ? null : accountAt(n),
    rules: n % 5 === 0 ? [] : [{ ...rule, matchCriteria: `Contoso ${n} *` }],
  };
}

async function oneToOneIds(siteConfigId: string) {
  const rows = await db().oneToOneMapping.findMany({ where: { siteConfigId }, orderBy: { id: "asc" } });
  return rows.map(({ id }) => id);
}
async function manyToOneIds(siteConfigId: string) {
  const rows = await db().manyToOneMapping.findMany({
    where: { siteConfigId },
    orderBy: { position: "asc" },
  });
  return rows.map(({ id }) => id);
}

/** Each kind of change there is, as far as the draft allows it; `n` chooses what it is made to. */
const CHANGES: Record<string, (id: string, n: number) => Promise<unknown>> = {
  add: (id, n) => addMapping(ADMIN, id, { certificateId: certificateAt(n), accountId: accountAt(n + 1) }),
  update: async (id, n) => {
    const change = { name: `named ${n}`, certificateId: certificateAt(n), enabled: n % 2 === 0 };
    return updateMapping(ADMIN, id, (await oneToOneIds(id))[n % 3] ?? "", change);
  },
  remove: async (id, n) => removeMapping(ADMIN, id, (await oneToOneIds(id))[n % 3] ?? ""),
  settings: async (id, n) => {
    const settings: DraftSettings =
      n % 3 === 0 ? {} : { ...INITIAL_SETTINGS, access: { sslFlags: n % 2 ? [] : ["Ssl"] } };
    return updateSiteConfig(ADMIN, id, await versionOf(id), { settings });
  },
  swapCertificates: (id) =>
    change(id, "Swap", async ({ oneToOne }) => {
      const [a, b] = await oneToOne.find((await oneToOneIds(id)).slice(0, 2));
      if (a && b)
        await oneToOne.put([
          { ...a, certificateId: b.certificateId },
          { ...b, certificateId: a.certificateId },
        ]);
      return ok(null);
    }),
  replaceAll: (id, n) =>
    change(id, "Replace all", async ({ oneToOne }) => {
      await oneToOne.remove(await oneToOneIds(id));
      const added = await oneToOne.add(
        certificateIds.map((certificateId) => ({
          certificateId,
          accountId: accountAt(n),
          name: `all ${n}`,
          enabled: true,
        })),
      );
      await oneToOne.remove(added.slice(0, n % 3).map((row) => row.id));
      return ok(null);
    }),
  addRule: async (id, n) => {
    const last = await db().manyToOneMapping.findFirst({
      where: { siteConfigId: id },
      orderBy: { position: "desc" },
    });
    return change(id, "Add a rule", async ({ manyToOne }) => {
      await manyToOne.add([ruleMapping((last?.position ?? 0) + 1, `rules ${n}`, n)]);
      return ok(null);
    });
  },
  changeRule: (id, n) =>
    change(id, "Change a rule", async ({ manyToOne }) => {
      const rows = await manyToOne.find((await manyToOneIds(id)).slice(n % 2, (n % 2) + 1));
      await manyToOne.put(rows.map((row) => ({ ...row, ...ruleMapping(row.position, `changed ${n}`, n) })));
      return ok(null);
    }),
  reorder: (id) =>
    change(id, "Reorder", async ({ manyToOne }) => {
      const rows = await manyToOne.find(await manyToOneIds(id));
      const positions = rows.map(({ position }) => position).reverse();
      await manyToOne.put(rows.map((row, index) => ({ ...row, position: positions[index] ?? 0 })));
      return ok(null);
    }),
  removeRule: (id, n) =>
    change(id, "Remove a rule", async ({ manyToOne }) => {
      await manyToOne.remove((await manyToOneIds(id)).slice(n % 2, (n % 2) + 1));
      return ok(null);
    }),
};

describe("undo and redo", () => {
  it("of any changes in any order give the same draft exactly", async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat({ max: 20 })), {
      minLength: 1,
      maxLength: 12,
    });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (wanted) => {
        const { id } = await storeDraft(`Property ${runs++}`);
        const states = [await stateOf(id)];
        const labels: (string | undefined)[] = [];
        for (const [kind, n] of wanted) {
          const before = await versionOf(id);
          await CHANGES[kind]?.(id, n);
          if ((await versionOf(id)) === before) continue;
          states.push(await stateOf(id));
          labels.push((await detail(id)).undo?.label);
        }
        for (let at = states.length - 1; at > 0; at--) {
          expect(must(await undo(id)).label).toBe(labels[at - 1]);
          expect(await stateOf(id)).toEqual(states[at - 1]);
        }
        expect(codeOf(await undo(id))).toBe("no-such-step");
        for (let at = 1; at < states.length; at++) {
          expect(must(await redo(id)).label).toBe(labels[at - 1]);
          expect(await stateOf(id)).toEqual(states[at]);
        }
        expect(codeOf(await redo(id))).toBe("no-such-step");
      }),
      { numRuns: process.env.CERTMAP_FULL ? 60 : 12 },
    );
  }, 300_000);

  it("make every kind of change once, so that the property above has them all", async () => {
    const { id } = await storeDraft("Every kind");
    for (const kind of ["add", "addRule", "addRule"]) await CHANGES[kind]?.(id, 1);
    await CHANGES.add?.(id, 2);
    for (const [kind, run] of Object.entries(CHANGES)) {
      const before = await stateOf(id);
      await run(id, 6);
      const after = await stateOf(id);
      expect(after, kind).not.toEqual(before);
      must(await undo(id));
      expect(await stateOf(id), kind).toEqual(before);
      must(await redo(id));
      expect(await stateOf(id), kind).toEqual(after);
      must(await undo(id));
    }
  });

  it("end where a new change begins another way", async () => {
    const { id } = await storeDraft("Another way", ["ann-way", "ben-way"]);
    must(await undo(id));
    expect((await detail(id)).redo).toMatchObject({ label: "Add the mapping ben-way", by: ADMIN.name });
    await CHANGES.settings?.(id, 1);
    expect(await detail(id)).toMatchObject({ undo: { label: "Change the settings" }, redo: null });
    expect(codeOf(await redo(id))).toBe("no-such-step");
    must(await undo(id));
    expect((await detail(id)).undo?.label).toBe("Add the mapping ann-way");
  });

  it("begin anew at each publication", async () => {
    const { id } = await storeDraft("New journal", ["cleo-way"]);
    await publish(id);
    expect(await detail(id)).toMatchObject({ undo: null, redo: null, unpublished: false });
    expect(codeOf(await undo(id))).toBe("no-such-step");
    await CHANGES.settings?.(id, 1);
    must(await undo(id));
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(1);
    expect(await db().draftStep.count({ where: { siteConfigId: id } })).toBe(1);
  });

  it("are events that name the step and who had made it", async () => {
    const { id } = await storeDraft("Evidence", ["dora-way"]);
    const editor = personOf("editor");
    must(await undoStep(editor, id, await versionOf(id)));
    must(await redoStep(editor, id, await versionOf(id)));
    const after = { step: "Add the mapping dora-way", by: ADMIN.name, oneToOneMappings: 1, settings: false };
    expect((await eventsOf("draft.undo")).at(-1)).toMatchObject({
      actorName: editor.name,
      nounId: id,
      after,
    });
    expect((await eventsOf("draft.redo")).at(-1)).toMatchObject({
      actorName: editor.name,
      nounId: id,
      after,
    });
    const { allow } = await refuseEvents("draft.undo");
    await expect(undo(id)).rejects.toThrow("no room for events");
    await allow();
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(1);
  });

  it("are for editors, with the version that they saw, of a draft that is there", async () => {
    const { id, version } = await storeDraft("Who may", ["elsa-way"]);
    expect(codeOf(await undoStep(personOf("viewer"), id, version))).toBe("not-allowed");
    expect(codeOf(await undoStep(ADMIN, id, null))).toBe("if-match-required");
    expect(codeOf(await undoStep(ADMIN, id, version))).toBe("conflict");
    expect(codeOf(await undoStep(ADMIN, "x", version))).toBe("not-found");
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(1);
  });

  it("by ten people at once take one step", async () => {
    const { id } = await storeDraft("Ten undo", ["finn-way", "gil-way"]);
    const version = await versionOf(id);
    const codes = await Promise.all(
      Array.from({ length: 10 }, async () => codeOf(await undoStep(ADMIN, id, version))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code === "conflict")).toHaveLength(9);
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(1);
  });

  it("are refused in words when the certificate or the account that they need is gone", async () => {
    const { id } = await storeDraft("Gone", ["hal-way"]);
    const mapping = must(await listMappings(ADMIN, id, {})).items[0];
    must(await removeMapping(ADMIN, id, mapping?.id ?? ""));
    must(await removeCertificate(ADMIN, mapping?.certificate.id ?? ""));
    expect(await undo(id)).toMatchObject({
      ok: false,
      error: {
        code: "step-blocked",
        message: expect.stringMatching(
          /"Remove the mapping hal-way" cannot.*certificate of "hal-way" is not stored/,
        ),
      },
    });
    expect(must(await listMappings(ADMIN, id, {})).total).toBe(0);

    const { id: accountId } = await storeAccount("CONTOSO\\iris-way");
    must(
      await change(id, "Add rules", async ({ manyToOne }) => {
        await manyToOne.add([{ ...ruleMapping(1, "by rules", 1), accountId }]);
        return ok(null);
      }),
    );
    expect(await removeAccount(ADMIN, accountId)).toMatchObject({ ok: false, error: { code: "in-use" } });
    must(await undo(id));
    must(await removeAccount(ADMIN, accountId));
    expect(await redo(id)).toMatchObject({
      ok: false,
      error: { code: "step-blocked", message: expect.stringContaining('account of "by rules"') },
    });
  });
});

describe("a change of the draft", () => {
  it("that changes nothing is no step and no version", async () => {
    const { id } = await storeDraft("No change", ["jo-way"]);
    const before = await detail(id);
    must(
      await change(id, "Nothing", async ({ oneToOne, setSettings, settings }) => {
        const rows = await oneToOne.find(await oneToOneIds(id));
        await oneToOne.put(rows);
        await setSettings(settings);
        const [added] = await oneToOne.add([
          { certificateId: certificateAt(1), accountId: accountAt(1), name: "short-lived", enabled: true },
        ]);
        await oneToOne.remove([added?.id ?? ""]);
        return ok(null);
      }),
    );
    expect(await detail(id)).toEqual({ ...before, updatedAt: expect.any(String) });
  });

  it("that is refused leaves nothing, whatever it wrote before", async () => {
    const { id } = await storeDraft("Refused", ["kim-way"]);
    const before = await stateOf(id);
    const refused = await change(id, "Half", async ({ oneToOne }) => {
      await oneToOne.remove(await oneToOneIds(id));
      return { ok: false, error: { code: "in-use", message: "No." } };
    });
    expect(codeOf(refused)).toBe("in-use");
    expect(await stateOf(id)).toEqual(before);
  });

  it("of ten thousand rows is one step, back and forth", async () => {
    const { id } = await storeDraft("Many rows");
    await db().$executeRaw`
      INSERT INTO "Certificate" (id, sha256, sha1, der, subject, issuer, "displayName", "serialNumber", "notBefore", "notAfter",
        "keyAlgorithm", "hasExtendedKeyUsage", "createdBy")
      SELECT gen_random_uuid(), 'many-' || n, n, '\\x00', 'CN=' || n, 'CN=x', n, n, now(), now(), 'RSA', false, 'x'
      FROM generate_series(1, 10000) AS n`;
    const many = await db().certificate.findMany({
      where: { sha256: { startsWith: "many-" } },
      select: { id: true },
    });
    const rows = many.map((row) => ({
      certificateId: row.id,
      accountId: accountAt(0),
      name: "one",
      enabled: true,
    }));
    must(
      await change(id, "Add 10,000 mappings", async ({ oneToOne }) => ok((await oneToOne.add(rows)).length)),
    );
    const ids = await oneToOneIds(id);
    must(
      await change(id, "Disable 10,000 mappings", async ({ oneToOne }) => {
        const found = await oneToOne.find(ids);
        await oneToOne.put(found.map((row) => ({ ...row, enabled: false })));
        return ok(null);
      }),
    );
    const enabled = () => db().oneToOneMapping.count({ where: { siteConfigId: id, enabled: true } });
    expect(await enabled()).toBe(0);
    must(await undo(id));
    expect(await enabled()).toBe(10_000);
    must(await undo(id));
    expect(await oneToOneIds(id)).toEqual([]);
    must(await redo(id));
    expect(await oneToOneIds(id)).toEqual(ids);
  });
});

describe("many-to-one mappings of a draft", () => {
  it("are published in the order of their positions, and counted where the account is used", async () => {
    const { id } = await storeDraft("By rules");
    must(
      await change(id, "Add two", async ({ manyToOne }) => {
        await manyToOne.add([ruleMapping(7, "second", 4), ruleMapping(2, "first", 1)]);
        return ok(null);
      }),
    );
    const { manyToOneMappings, manyToOne } = await detail(id);
    expect(manyToOne).toBe(2);
    expect(manyToOneMappings).toEqual([
      {
        name: "first",
        description: "Partners",
        enabled: true,
        permissionMode: "Allow",
        userName: "CONTOSO\\steps-bob",
        rules: [
          {
            certificateField: "Subject",
            certificateSubField: "O",
            matchCriteria: "Contoso 1 *",
            compareCaseSensitive: false,
          },
        ],
      },
      {
        name: "second",
        description: "",
        enabled: true,
        permissionMode: "Deny",
        rules: [expect.objectContaining({ matchCriteria: "Contoso 4 *" })],
      },
    ]);
    await publish(id);
    const revision = await db().revision.findFirstOrThrow({ where: { siteConfigId: id } });
    expect(revision.config).toMatchObject({
      iisClientCertificateMappingAuthentication: { manyToOneMappings },
    });
  });

  it("are refused by the database itself where IIS would refuse them", async () => {
    const { id: siteConfigId } = await storeDraft("Refused rows");
    const create = (row: Partial<New<ManyToOneRow>>) =>
      db().manyToOneMapping.create({
        data: { ...ruleMapping(1, "x", 1), ...row, siteConfigId, createdBy: "x" },
      });
    await expect(create({ permissionMode: "Allow", accountId: null })).rejects.toThrow("allow_has_account");
    await expect(create({ name: "" })).rejects.toThrow("has_name");
    await create({});
    await expect(create({})).rejects.toThrow();
  });
});
