/**
 * The access view over 100,000 mappings on 200 servers: first page, filters, cards, matrix, a certificate everywhere, the whole
 * exports. Runs on the embedded PostgreSQL, and on the server that CERTMAP_TEST_DATABASE_URL names: `npx tsx bench/access.ts`.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { db } from "@/lib/db";
import { countAccess } from "@/lib/services/access/cards";
import { exportAccess } from "@/lib/services/access/export";
import { listAccess } from "@/lib/services/access/list";
import { crossAccess } from "@/lib/services/access/matrix";
import { withBenchDatabases } from "./database";

const SERVERS = 200;
const EACH = 500;
const ROUNDS = 50;

const person = { kind: "person", id: "bench", name: "Bench", role: "administrator", address: null } as const;

await withBenchDatabases(async () => {
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
    ["broad rules", { broad: "yes" }],
    ["privileged accounts", { privileged: "yes" }],
    ["one server", { server: uuid(4, 117) }],
    ["one site", { target: uuid(5, 117) }],
  ];
  for (const [title, query] of questions) await time(title, () => listAccess(person, query));
  await time("the three cards", () => countAccess(person, {}));
  await time("the matrix", () => crossAccess(person, {}));
  await measureExport("csv");
  await measureExport("json");
});

/** As `id` in `fill` makes them. */
function uuid(kind: number, i: number): string {
  return `${kind.toString(16).padStart(8, "0")}-0000-7000-8000-${i.toString(16).padStart(12, "0")}`;
}

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
        "certificateNotAfter", rules, broad, privileged, search)
      SELECT ${id(owner === "revisionId" ? 2 : 6, "i")}, (CASE WHEN j = 500 THEN 'manyToOne' ELSE 'oneToOne' END)::"MappingKind", j, 'user ' || k,
        'CONTOSO\\user ' || k % 5000, 'contoso\\user ' || k % 5000, true, CASE WHEN j < 500 THEN lpad(to_hex(k), 64, '0') END,
        CASE WHEN j < 500 THEN 'CN=user ' || k END, CASE WHEN j < 500 THEN now() + (k % 800 - 60) * interval '1 day' END,
        CASE WHEN j = 500 THEN '[]'::jsonb END, j = 500, k % 50 = 0, 'contoso\\user ' || k % 5000 || ' user ' || k || ' cn=user ' || k
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

/** Memory at its highest over what it was before without garbage; garbage that the export makes counts. */
async function measureExport(format: "csv" | "json"): Promise<void> {
  collectGarbage();
  const before = process.memoryUsage();
  const highest = { ...before };
  const from = performance.now();
  let bytes = 0;
  const lines = await exportAccess(person, format, {});
  if (!lines.ok) throw new Error(lines.error.message);
  for await (const part of lines.value) {
    bytes += part.length;
    const { rss, heapUsed } = process.memoryUsage();
    highest.rss = Math.max(highest.rss, rss);
    highest.heapUsed = Math.max(highest.heapUsed, heapUsed);
  }
  const seconds = (performance.now() - from) / 1000;
  collectGarbage();
  const held = process.memoryUsage().heapUsed;
  const mib = (size: number) => `${(size / 1024 / 1024).toFixed(0)} MiB`;
  console.log(
    `  ${format} of everything: ${mib(bytes)} in ${seconds.toFixed(1)} s, memory grew by at most ${mib(highest.rss - before.rss)} ` +
      `(heap ${mib(highest.heapUsed - before.heapUsed)}), ${mib(held - before.heapUsed)} still held`,
  );
}

/** The garbage collector, without a flag on the command line. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
