import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { openAccountPassword } from "@/lib/secrets/account-password";
import { withTestDatabase } from "@/scripts/test-database";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  publish,
  refuseEvents,
  storeAccount,
  storeDraft,
} from "../test-world";
import { createAccount } from "./create";
import { getAccount } from "./get";
import { listAccounts } from "./list";
import { removeAccount } from "./remove";
import { setPassword } from "./set-password";

withTestDatabase();

const SECRET = "Korrekt-Pferd!Batterie 7";
const OTHER = "another-Secret-Ö-2";

const sealedOf = async (id: string) =>
  (await db().account.findUniqueOrThrow({ where: { id } })).sealedPassword ?? "";

async function openPassword(id: string) {
  const { userNameKey, sealedPassword } = await db().account.findUniqueOrThrow({ where: { id } });
  return openAccountPassword({ id, userNameKey }, sealedPassword ?? "");
}

/** Every `table.column` of the database that holds one of these texts. */
async function placesThatHold(needles: string[]): Promise<string[]> {
  const tables = await db().$queryRaw<{ name: string; columns: string[]; types: string[] }[]>`
    SELECT table_name::text AS name, array_agg(column_name::text) AS columns, array_agg(data_type::text) AS types
    FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name`;
  expect(tables.length).toBeGreaterThan(15);
  const found: string[] = [];
  for (const { name, columns, types } of tables) {
    const texts = columns.map((column, index) =>
      types[index] === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`,
    );
    const rows = await db().$queryRawUnsafe<{ column: string }[]>(
      `SELECT DISTINCT ($2::text[])[i] AS column FROM
         (SELECT generate_subscripts($2::text[], 1) AS i, unnest(ARRAY[${texts.join(",")}]) AS value FROM "${name}") cells
       JOIN unnest($1::text[]) AS needle ON position(needle IN value) > 0`,
      needles,
      columns,
    );
    found.push(...rows.map(({ column }) => `${name}.${column}`));
  }
  return found;
}

/** How a text could be hidden without being sealed. */
function formsOf(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64").replaceAll("=", ""),
    Buffer.from(secret).toString("base64url"),
    Buffer.from(secret).toString("hex"),
    Buffer.from(secret, "utf16le").toString("base64").slice(0, -4),
  ];
}

describe("an account", () => {
  it("is stored in one spelling", async () => {
    await storeAccount("CONTOSO\\Svc-Claims");
    const again = await createAccount(ADMIN, { userName: "  contoso\\SVC-claims " });
    expect(again).toMatchObject({ ok: false, error: { code: "already-exists", field: "userName" } });
    const codes = await Promise.all(
      ["CONTOSO\\Race", "contoso\\race", "Contoso\\RACE", "CONTOSO\\race"].map(async (userName) =>
        codeOf(await createAccount(ADMIN, { userName })),
      ),
    );
    expect(codes.toSorted()).toEqual(["already-exists", "already-exists", "already-exists", "ok"]);
    expect(await db().account.count({ where: { userNameKey: "contoso\\race" } })).toBe(1);
  });

  it("says what is wrong with a name, and stores nothing", async () => {
    const before = await db().account.count();
    for (const userName of ["", "a\\b\\c", "CONTOSO\\", "a/b", "a\u0000b", 7])
      expect(codeOf(await createAccount(ADMIN, { userName }))).toBe("invalid-input");
    expect(await db().account.count()).toBe(before);
  });

  it("that is mapped cannot be deleted, and the refusal says where", async () => {
    await storeDraft("Payroll", ["bob"]);
    const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\bob" } });
    const refused = await removeAccount(ADMIN, id);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(/^in-use .*Payroll/);
    expect(must(await getAccount(ADMIN, id)).usedIn).toMatchObject([{ siteConfigName: "Payroll" }]);
    const { id: unused } = await storeAccount("CONTOSO\\unused");
    expect(codeOf(await removeAccount(ADMIN, unused))).toBe("ok");
    expect(codeOf(await removeAccount(ADMIN, unused))).toBe("not-found");
  });

  it("is found by its name as it is written, backslash and all", async () => {
    await storeAccount("FIND_ME\\svc%1");
    for (const query of ["FIND_ME\\svc", "find_me\\SVC%1", "\\svc%"])
      expect([query, must(await listAccounts(ADMIN, { query })).total]).toEqual([query, 1]);
    for (const query of ["FINDxME", "svc_1", "\\\\svc%"])
      expect([query, must(await listAccounts(ADMIN, { query })).total]).toEqual([query, 0]);
  });

  it("is listed page by page, each once", async () => {
    for (let index = 0; index < 12; index++) await storeAccount(`PAGED\\user${index}`);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { userName: string }[]; nextCursor: string | null; total: number } = must(
        await listAccounts(ADMIN, { query: "paged", limit: 5, ...(cursor && { cursor }) }),
      );
      expect(page.total).toBe(12);
      seen.push(...page.items.map(({ userName }) => userName));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(12);
    expect(new Set(seen).size).toBe(12);
  });
});

describe("a password", () => {
  it("stands in no column of any table, whatever is done with its account", async () => {
    const draft = await storeDraft("Secret portal", ["carol"], SECRET);
    await publish(draft.id);
    const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\carol" } });
    must(await setPassword(ADMIN, id, { password: OTHER }));
    must(await setPassword(ADMIN, id, { password: SECRET }));
    // The scan itself finds what is there.
    expect(await placesThatHold(["contoso\\carol"])).toContain("Account.userNameKey");
    expect(await placesThatHold([...formsOf(SECRET), ...formsOf(OTHER)])).toEqual([]);
    expect(await openPassword(id)).toEqual({ ok: true, value: SECRET });
  });

  it("is in no answer", async () => {
    const { id } = await storeAccount("CONTOSO\\dave", SECRET);
    const answers = [
      await setPassword(ADMIN, id, { password: SECRET }),
      await getAccount(ADMIN, id),
      await listAccounts(ADMIN, {}),
      await setPassword(ADMIN, id, { password: SECRET, extra: 1 }),
      await setPassword(ADMIN, id, { password: `${SECRET}\n` }),
      await createAccount(ADMIN, { userName: "CONTOSO\\dave", password: SECRET }),
    ];
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    expect(JSON.stringify(answers)).not.toContain((await sealedOf(id)).slice(0, 20));
  });

  it("that was moved to another account's row does not open there", async () => {
    const { id: admin } = await storeAccount("CONTOSO\\admin", SECRET);
    const { id: intern } = await storeAccount("CONTOSO\\intern", OTHER);
    await db().account.update({ where: { id: intern }, data: { sealedPassword: await sealedOf(admin) } });
    expect(codeOf(await openPassword(intern))).toBe("secret-unreadable");
    expect(await openPassword(admin)).toEqual({ ok: true, value: SECRET });
  });

  it("does not open for another account that was given its name", async () => {
    const { id: admin } = await storeAccount("CONTOSO\\root", SECRET);
    const { id: guest } = await storeAccount("CONTOSO\\guest", OTHER);
    const rename = (id: string, userNameKey: string) =>
      db().account.update({ where: { id }, data: { userNameKey } });
    await rename(admin, "contoso\\nobody");
    await rename(guest, "contoso\\root");
    await rename(admin, "contoso\\guest");
    expect([await openPassword(admin), await openPassword(guest)].map(codeOf)).toEqual([
      "secret-unreadable",
      "secret-unreadable",
    ]);
  });

  it("sealed twice looks different", async () => {
    const [first, second] = [await storeAccount("T\\one", SECRET), await storeAccount("T\\two", SECRET)];
    const bodies = [await sealedOf(first.id), await sealedOf(second.id)].map((text) => text.split(".")[3]);
    expect(bodies[0]).not.toBe(bodies[1]);
  });

  it("is not changed when its event cannot be written", async () => {
    const { id } = await storeAccount("CONTOSO\\erin", SECRET);
    const { allow } = await refuseEvents("account.set-password");
    await expect(setPassword(ADMIN, id, { password: OTHER })).rejects.toThrow("no room for events");
    await allow();
    expect(await openPassword(id)).toEqual({ ok: true, value: SECRET });
  });

  it("is set by editors and administrators, and the event says by whom and not what", async () => {
    const { id } = await storeAccount("CONTOSO\\frank");
    expect(codeOf(await setPassword(personOf("operator"), id, { password: SECRET }))).toBe("not-allowed");
    must(await setPassword(personOf("editor"), id, { password: SECRET }));
    const event = (await eventsOf("account.set-password")).at(-1);
    expect(event).toMatchObject({ nounId: id, actorName: "Ann the editor", before: null, after: null });
  });
});
