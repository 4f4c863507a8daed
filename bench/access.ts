/**
 * The access view over 100,000 mappings on 200 servers: first page, filters, cards, matrix, a certificate everywhere, the whole
 * export. Runs on the embedded PostgreSQL, or on the server that CERTMAP_TEST_DATABASE_URL names: `npx tsx bench/access.ts`.
 */
import { db } from "@/lib/db";
import { countAccess } from "@/lib/services/access/cards";
import { exportAccess } from "@/lib/services/access/export";
import { listAccess } from "@/lib/services/access/list";
import { crossAccess } from "@/lib/services/access/matrix";
import { withBenchDatabase } from "./database";

const SERVERS = 200;
const EACH = 500;
const ROUNDS = 50;

const person = { kind: "person", id: "bench", name: "Bench", role: "administrator", address: null } as const;

await withBenchDatabase(async () => {
  await fill();
  const ago = new Date(Date.now() - 60_000).toISOString();
  const questions: [string, object][] = [
    ["first page, deployed", {}],
    ["first page, observed", { view: "observed" }],
    ["first page, desired", { view: "desired" }],
    ["first page, deployed a minute ago", { at: ago }],
    ["search: one account", { query: "user 77123" }],
    ["search: a server", { query: "web117" }],
    ["search: a part that all have", { query: "contoso" }],
    ["search: nothing is like that", { query: "no such text" }],
    ["one account", { account: "contoso\\user 1234" }],
    ["one certificate", { certificate: "3039".padStart(64, "0") }],
    ["expiring within 30 days", { left: "30" }],
    ["many-to-one only", { kind: "manyToOne" }],
    ["drifted", { drifted: "yes" }],
  ];
  for (const [title, query] of questions) await time(title, () => listAccess(person, query));
  await time("the three cards", () => countAccess(person, {}));
  await time("the matrix", () => crossAccess(person, {}));
  await measureExport();
});

/** Each server with a site config, a revision, a deployment and an observation of its own. */
async function fill(): Promise<void> {
  const run = (sql: string) => db().$executeRawUnsafe(sql);
  const id = (kind: number, i: string) =>
    `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${i}), 12, '0'))::uuid`;
  const series = `generate_series(1, ${SERVERS}) i`;
  await run(`INSERT INTO "SiteConfig" (id, name, settings, "createdBy", "updatedAt")
    SELECT ${id(1, "i")}, 'Portal ' || i, '{}', 'Bench', now() FROM ${series}`);
  await run(`INSERT INTO "Revision" (id, "siteConfigId", number, config, digest, message, "publishedBy", "publishedAt", mac)
    SELECT ${id(2, "i")}, ${id(1, "i")}, 1, '{}', md5(i::text), '', 'Bench', now() - interval '1 day', '' FROM ${series}`);
  await run(`INSERT INTO "EnrolmentToken" (id, "tokenHash", "hostName", "allowedSites", "expiresAt", "createdBy")
    SELECT ${id(3, "i")}, i::text, 'web' || i, '{}', now(), 'Bench' FROM ${series}`);
  await run(`INSERT INTO "Server" (id, name, "hostName", state, "enrolmentTokenId", "allowedSites", "signingKey", "sealingKey", fingerprint, mac,
      "passwordHandling", "agentVersion", "osVersion", "iisVersion", domain, "lastSeenAt")
    SELECT ${id(4, "i")}, 'WEB' || i, 'web' || i, 'approved', ${id(3, "i")}, '{}', '{}', '{}', i::text, '', 'sample', '', '', '', '', now() + interval '1 hour'
    FROM ${series}`);
  await run(`INSERT INTO "Target" (id, "serverId", scope, "siteConfigId", "deployedRevisionId", "deployedDigest", "deployedAt", "observedDigest", "observedAt")
    SELECT ${id(5, "i")}, ${id(4, "i")}, 'Partner portal', ${id(1, "i")}, ${id(2, "i")}, md5(i::text), now() - interval '1 hour',
      CASE WHEN i % 10 = 0 THEN 'other' ELSE md5(i::text) END, now() FROM ${series}`);
  await run(`INSERT INTO "Observation" (id, "targetId", digest, "observedFrom", "observedUntil")
    SELECT ${id(6, "i")}, ${id(5, "i")}, md5(i::text), now() - interval '1 hour', now() FROM ${series}`);
  await run(`INSERT INTO "Certificate" (id, sha256, sha1, der, subject, issuer, "displayName", "serialNumber", "notBefore", "notAfter", "keyAlgorithm",
      "extendedKeyUsage", "hasExtendedKeyUsage", upn, "createdBy")
    SELECT ${id(7, "k")}, lpad(to_hex(k), 64, '0'), '', '', 'CN=user ' || k, 'CN=CA', 'user ' || k, '01', now(), now() + (k % 800 - 60) * interval '1 day',
      'RSA', '{}', false, '{}', 'Bench' FROM generate_series(1, ${SERVERS * EACH}) k`);
  await run(`INSERT INTO "Account" (id, "userName", "userNameKey", "createdBy")
    SELECT ${id(8, "a")}, 'CONTOSO\\user ' || a, 'contoso\\user ' || a, 'Bench' FROM generate_series(0, 4999) a`);
  for (const owner of ["revisionId", "observationId"])
    await run(`INSERT INTO "AccessEntry" ("${owner}", kind, position, name, "userName", "userKey", enabled, sha256, "certificateSubject",
        "certificateNotAfter", rules, search)
      SELECT ${id(owner === "revisionId" ? 2 : 6, "i")}, (CASE WHEN j = 500 THEN 'manyToOne' ELSE 'oneToOne' END)::"MappingKind", j, 'user ' || k,
        'CONTOSO\\user ' || k % 5000, 'contoso\\user ' || k % 5000, true, CASE WHEN j < 500 THEN lpad(to_hex(k), 64, '0') END,
        CASE WHEN j < 500 THEN 'CN=user ' || k END, CASE WHEN j < 500 THEN now() + (k % 800 - 60) * interval '1 day' END,
        CASE WHEN j = 500 THEN '[]'::jsonb END, 'contoso\\user ' || k % 5000 || ' user ' || k || ' cn=user ' || k
      FROM ${series}, generate_series(1, ${EACH}) j, LATERAL (SELECT (i - 1) * ${EACH} + j AS k) nth`);
  await run("ANALYZE");
}

async function time(title: string, ask: () => Promise<{ ok: boolean }>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    const answer = await ask();
    if (!answer.ok) throw new Error(title);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  console.log(`  ${title}: ${(times[ROUNDS / 2] ?? 0).toFixed(0)} ms (median of ${ROUNDS})`);
}

/** Memory at its highest over what it was before, garbage and all. */
async function measureExport(): Promise<void> {
  const before = process.memoryUsage.rss();
  const from = performance.now();
  let highest = before;
  let bytes = 0;
  const lines = await exportAccess(person, "csv", {});
  if (!lines.ok) throw new Error(lines.error.message);
  for await (const part of lines.value) {
    bytes += part.length;
    highest = Math.max(highest, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - from) / 1000;
  const mib = (size: number) => (size / 1024 / 1024).toFixed(0);
  console.log(
    `  CSV of everything: ${mib(bytes)} MiB in ${seconds.toFixed(1)} s, memory grew by at most ${mib(highest - before)} MiB`,
  );
}
