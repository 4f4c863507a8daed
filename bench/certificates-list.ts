/**
 * How long lists and searches take over 100,000 stored certificates. Makes a database of its own on the server that
 * CERTMAP_TEST_DATABASE_URL names, after one on a PostgreSQL of its own, and removes it again. Run with `npx tsx bench/certificates-list.ts`.
 */
import { db } from "@/lib/db";
import { listLabels } from "@/lib/services/certificates/labels";
import { listCertificates } from "@/lib/services/certificates/list";
import { withBenchDatabases } from "./database";

const COUNT = 100_000;
const ROUNDS = 9;

const person = { kind: "person", id: "bench", name: "Bench", role: "administrator", address: null } as const;

await withBenchDatabases(async () => {
  await fill();
  const middle = (await page({ sort: "notAfter", limit: 200 })).items.at(-1)?.id;
  const deep = await db().certificate.findFirstOrThrow({
    orderBy: { notAfter: "asc" },
    skip: COUNT / 2,
    select: { id: true },
  });
  const questions: [string, object][] = [
    ["newest", {}],
    ["by days left", { sort: "notAfter" }],
    ["by name", { sort: "displayName" }],
    ["by days left, second page", { sort: "notAfter", cursor: middle }],
    ["by days left, from the middle", { sort: "notAfter", cursor: deep.id }],
    ["expiring within 30 days", { validity: "within-30", sort: "notAfter" }],
    ["expired and still mapped", { validity: "expired", mapped: "yes", sort: "notAfter" }],
    ["unmapped", { mapped: "no" }],
    ["a tag", { tag: "tag-7" }],
    ["an owner", { owner: "Team 12", sort: "notAfter" }],
    ["for client authentication", { use: "client" }],
    ["search: one name", { query: "person 54321" }],
    ["search: a part that many have", { query: "contoso", sort: "notAfter" }],
    ["search: two letters", { query: "54" }],
    ["search: nothing is like that", { query: "no such text anywhere" }],
    ["search: a thumbprint's beginning", { query: "00 00 d4 31" }],
  ];
  for (const [title, query] of questions) console.log(line(title, await median(() => page(query))));
  console.log(line("owners and tags in use", await median(() => listLabels(person))));
});

/** Rows as real ones are wide: a DER of 1,400 bytes that does not compress. */
async function fill(): Promise<void> {
  const started = performance.now();
  await db().$executeRaw`
    INSERT INTO "Certificate" (id, sha256, sha1, der, subject, issuer, "displayName", "serialNumber", "notBefore", "notAfter", "keyAlgorithm",
      "keySize", "extendedKeyUsage", "hasExtendedKeyUsage", upn, "createdBy", owner, tags, reading, "clientAuth")
    SELECT gen_random_uuid(), lpad(to_hex(i), 8, '0') || md5(i::text) || substr(md5('b' || i), 1, 24), lpad(to_hex(i), 8, '0') || md5('c' || i),
      decode(string_agg(md5(i::text || '-' || j), ''), 'hex'), 'CN=Person ' || i || ',OU=Department ' || i % 50 || ',O=Contoso,C=DE',
      'CN=Contoso Issuing CA ' || i % 5 || ',O=Contoso,C=DE', 'Person ' || i, md5('d' || i), now() - interval '1 year',
      now() + (i % 800 - 60) * interval '1 day' + i * interval '1 second', 'RSA', 2048, '{1.3.6.1.5.5.7.3.2}', true,
      ARRAY['person' || i || '@contoso.com'], 'Bench', CASE WHEN i % 3 = 0 THEN 'Team ' || i % 40 ELSE '' END,
      CASE WHEN i % 4 = 0 THEN ARRAY['tag-' || i % 30] ELSE '{}' END, 1, i % 10 > 0
    FROM generate_series(1, ${COUNT}::int) i, generate_series(1, 88) j GROUP BY i`;
  await db()
    .$executeRaw`INSERT INTO "Account" (id, "userName", "userNameKey", "createdBy") VALUES (gen_random_uuid(), 'a', 'a', 'Bench')`;
  await db().$executeRaw`
    INSERT INTO "SiteConfig" (id, name, settings, "createdBy", "updatedAt") VALUES (gen_random_uuid(), 'Bench', '{}', 'Bench', now())`;
  await db().$executeRaw`
    INSERT INTO "OneToOneMapping" (id, "siteConfigId", "certificateId", "accountId", name, "createdBy")
    SELECT gen_random_uuid(), (SELECT id FROM "SiteConfig"), id, (SELECT id FROM "Account"), "displayName", 'Bench'
    FROM "Certificate" WHERE right("displayName", 1) IN ('1', '2')`;
  await db().$executeRawUnsafe("ANALYZE");
  console.log(
    `${COUNT.toLocaleString("en")} certificates stored in ${Math.round(performance.now() - started)} ms`,
  );
}

async function page(query: object) {
  const found = await listCertificates(person, query);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await run();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

function line(title: string, ms: number): string {
  return `  ${title}: ${ms.toFixed(1)} ms (median of ${ROUNDS})`;
}
