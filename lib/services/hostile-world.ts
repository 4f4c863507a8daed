/** A database with things of every kind in it, and what hostile texts left there. Only tests import this file. */
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { db } from "@/lib/db";
import { createForwarder } from "./forwarders/create";
import { addManyToOne } from "./many-to-one/add";
import { createServerGroup } from "./server-groups/create";
import { getSiteConfig } from "./site-configs/get";
import { ADMIN, must, publish, storeDraft, storeMapping, storeServer } from "./test-world";

export const PASSWORD = "a long walk by the river";

let passwordHash: Promise<string> | undefined;

/** A person who signs in with `PASSWORD`. */
export async function storeAdministrator(name: string): Promise<{ id: string; email: string }> {
  const email = `${name}@example.com`;
  passwordHash ??= hashPassword(PASSWORD);
  const password = await passwordHash;
  const credentials = { create: { id: `c-${name}`, accountId: name, providerId: "credential", password } };
  await db().person.create({ data: { id: name, name, email, role: "administrator", credentials } });
  return { id: name, email };
}

/** Things of every kind, and their ids: by noun for the address, by field for bodies. */
export async function storeWorld() {
  const draft = await storeDraft("Partner portal", ["alice", "bob"], "Secret-of-alice-1");
  const { accountId, certificateId, id: mappingId } = await db().oneToOneMapping.findFirstOrThrow();
  const { version } = must(await getSiteConfig(ADMIN, draft.id));
  const rule = { certificateField: "Issuer", certificateSubField: "O", matchCriteria: "Contoso" };
  const rules = [{ ...rule, compareCaseSensitive: true }];
  const wide = { name: "All of Contoso", permissionMode: "Allow", accountId, rules };
  must(await addManyToOne(ADMIN, draft.id, wide, version));
  const manyToOne = await db().manyToOneMapping.findFirstOrThrow();
  await publish(draft.id);
  await storeMapping(draft.id, "carol");
  const server = await storeServer("web01");
  const group = must(await createServerGroup(ADMIN, { name: "Front" }));
  const hook = { kind: "webhook", name: "Hook", url: "https://siem.example.com/" };
  const { forwarder } = must(await createForwarder(ADMIN, hook));
  const person = await storeAdministrator("bystander");
  const target = await db().target.create({
    data: { serverId: server.id, siteConfigId: draft.id, scope: "Default Web Site" },
  });
  const ids: Record<string, string> = {
    ...{ accounts: accountId, certificates: certificateId, "site-configs": draft.id, servers: server.id },
    ...{ "server-groups": group.id, "event-forwarders": forwarder.id, people: person.id, targets: target.id },
  };
  const known = {
    ...{ accountId, certificateId, siteConfigId: draft.id, serverId: server.id, mappingId },
    ...{ serverGroupIds: [group.id], personIds: [person.id], before: null, groupIds: [group.id] },
    ...{ current: PASSWORD, userName: "CONTOSO\\known", revision: 1, permissionMode: "Allow" },
  };
  return { ids, known, mappingIds: { oneToOne: mappingId, manyToOne: manyToOne.id }, accountId };
}
export type World = Awaited<ReturnType<typeof storeWorld>>;

/** The version that If-Match names: of what stands at such an address. */
export async function versionAt(path: string, { ids }: World): Promise<number> {
  const where = (noun: string) => ({ where: { id: ids[noun] ?? "" } });
  if (path.startsWith("/api/v1/certificates/"))
    return (await db().certificate.findUniqueOrThrow(where("certificates"))).version;
  if (path.startsWith("/api/v1/accounts/"))
    return (await db().account.findUniqueOrThrow(where("accounts"))).version;
  return (await db().siteConfig.findUniqueOrThrow(where("site-configs"))).version;
}

const column = z.object({ table: z.string(), column: z.string() });

/** Every text in the database that holds `mark`, with the column that it stands in. */
export async function storedTexts(mark: string): Promise<{ column: string; text: string }[]> {
  const columns = z.array(column).parse(
    await db().$queryRaw`
      SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'jsonb', 'ARRAY')`,
  );
  const found: { column: string; text: string }[] = [];
  for (const { table, column: name } of columns) {
    const rows = z
      .array(z.object({ value: z.unknown() }))
      .parse(
        await db().$queryRawUnsafe(
          `SELECT to_jsonb("${name}") AS value FROM "${table}" WHERE "${name}"::text LIKE $1`,
          `%${mark}%`,
        ),
      );
    for (const { value } of rows)
      for (const text of textsIn(value))
        if (text.includes(mark)) found.push({ column: `${table}.${name}`, text });
  }
  return found;
}

/** Every text in a value, names of fields too; a text that is JSON itself is looked into. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    const inner = /^[[{]/.test(value) ? parsed(value) : undefined;
    if (inner === undefined) yield value;
    else yield* textsIn(inner);
  } else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value)) {
      yield key;
      yield* textsIn(each);
    }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
