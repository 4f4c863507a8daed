/**
 * Importing a list of 10,000 rows with a zip, in one transaction: rows a second for each step, on the embedded PostgreSQL and on the
 * server that CERTMAP_TEST_DATABASE_URL names. `npx tsx bench/import.ts`.
 */
import { zipSync } from "fflate";
import { readContent } from "@/components/certificates/read-file";
import { CertificateFiles } from "@/components/imports/certificate-files";
import { findRepeated, importRow, prepareRow } from "@/components/imports/prepare";
import { readList } from "@/components/imports/read-list";
import { CHECK_ROWS, type ImportRow } from "@/lib/api/imports";
import type { Actor } from "@/lib/auth/actor";
import type { Result } from "@/lib/errors";
import { toBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { certificate, type KeyName } from "@/lib/pki/fixtures/openssl";
import { readZip } from "@/lib/pki/zip";
import { applyImport } from "@/lib/services/certificates/import/apply";
import { checkImport } from "@/lib/services/certificates/import/check";
import { createSiteConfig } from "@/lib/services/site-configs/create";
import { withBenchDatabases } from "./database";

const COUNT = 10_000;
const ADMIN: Actor = { kind: "person", id: "bench", name: "Bench", role: "administrator", address: null };
const SERIAL = "5566778899aabbccddee";
const KEYS: KeyName[] = ["rsa", "p256", "p384", "ed25519"];

/** Certificates of four kinds, each with a serial of its own, in a zip, and the list that names them. */
function makeFiles(): { csv: Uint8Array; zip: Uint8Array } {
  const extensions = [
    "extendedKeyUsage = clientAuth",
    "keyUsage = digitalSignature",
    "subjectKeyIdentifier = hash",
  ];
  const models = KEYS.map((key) =>
    certificate({
      key,
      issued: true,
      subject: `/C=DE/O=Contoso/CN=Person ${key}`,
      serial: `0x${SERIAL}`,
      extensions,
    }),
  );
  const files: Record<string, Uint8Array> = {};
  const lines = ["account;certificate;name;owner;tags;enabled"];
  for (let i = 0; i < COUNT; i++) {
    const der = Buffer.from(models[i % models.length] as Uint8Array);
    der.writeUInt32BE(i, der.indexOf(Buffer.from(SERIAL, "hex")) + 4);
    files[`certs/person-${i}.cer`] = new Uint8Array(der);
    lines.push(`CONTOSO\\person${i};person-${i}.cer;Person ${i};Owner ${i % 50};bench,t${i % 10};true`);
  }
  return { csv: Buffer.from(lines.join("\r\n")), zip: zipSync(files) };
}

function must<T>(result: Result<T> | undefined): T {
  if (!result?.ok) throw new Error(result?.error.message ?? "not a list");
  return result.value;
}

async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const value = await run();
  const ms = performance.now() - start;
  const rate = Math.round((COUNT / ms) * 1000).toLocaleString("en");
  console.log(`  ${what.padEnd(44)} ${ms.toFixed(0).padStart(6)} ms ${rate.padStart(9)} rows/s`);
  return value;
}

async function readAll({ csv, zip }: { csv: Uint8Array; zip: Uint8Array }) {
  const files = new CertificateFiles();
  for (const { name, content } of must(readZip(zip))) files.add(name, await readContent(name, must(content)));
  const rows = must(readList(csv)).groups[0]?.rows ?? [];
  return findRepeated(rows.map((row) => prepareRow(row, files))).flatMap((each) =>
    each.certificate && !each.verdict
      ? [{ row: importRow(each, each.certificate), certificate: each.certificate }]
      : [],
  );
}

async function dryRun(siteConfigId: string, rows: ImportRow[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let at = 0; at < rows.length; at += CHECK_ROWS)
    for (const { verdict } of must(
      await checkImport(ADMIN, { siteConfigId, rows: rows.slice(at, at + CHECK_ROWS) }),
    ).rows)
      counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

async function measure(read: { row: ImportRow; certificate: Certificate }[]): Promise<void> {
  const { id: siteConfigId } = must(await createSiteConfig(ADMIN, { name: "Bench" }));
  const rows = read.map(({ row }) => row);
  expectCounts(await timed("dry run", () => dryRun(siteConfigId, rows)), { new: COUNT });
  const certificates = read.map(({ certificate: { der } }) => toBlob(der));
  const made = must(
    await timed("import in one transaction", () => applyImport(ADMIN, { siteConfigId, rows, certificates })),
  );
  expectCounts(made, { certificates: COUNT, labels: 0, accounts: COUNT, mappings: COUNT });
  expectCounts(await timed("dry run once more", () => dryRun(siteConfigId, rows)), { same: COUNT });
  const again = must(
    await timed("import once more, nothing new", () =>
      applyImport(ADMIN, { siteConfigId, rows, certificates: [] }),
    ),
  );
  expectCounts(again, { certificates: 0, labels: 0, accounts: 0, mappings: 0 });
}

function expectCounts(found: Record<string, number>, expected: Record<string, number>): void {
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

await withBenchDatabases(async () => {
  const made = makeFiles();
  console.log(`${COUNT.toLocaleString("en")} rows, a zip of ${(made.zip.length / 1e6).toFixed(1)} MB`);
  await measure(await timed("zip, list and certificates read", () => readAll(made)));
});
