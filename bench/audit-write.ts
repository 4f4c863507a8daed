/**
 * What the chain of audit events costs writers: 8 of them, each in a transaction that changes a row and records an event, with
 * the trigger that links events and without it. Run with `npx tsx bench/audit-write.ts`: on a PostgreSQL of its own with the
 * settings of the embedded one (every commit is on disk), or on the empty database that DATABASE_URL names.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONSOLE } from "@/lib/auth/actor";
import { db, disconnect } from "@/lib/db";
import { ensureKeyFile } from "@/lib/secrets/key-file";
import { recordEvent } from "@/lib/services/audit/record";
import { migrate } from "@/scripts/migrate";
import { startPostgres } from "@/scripts/postgres";

const WRITERS = 8;
const WRITES = 200;
const ROUNDS = 5;

const folder = mkdtempSync(join(tmpdir(), "certmap-bench-"));
const given = process.env.DATABASE_URL;
const postgres = given ? undefined : await startPostgres(folder);
process.env.DATABASE_URL = given ?? postgres?.url;
process.env.DATA_DIR = folder;
ensureKeyFile(join(folder, "secret.key"));
try {
  await migrate(process.env.DATABASE_URL ?? "");
  await run();
} finally {
  await disconnect();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  for (let n = 0; n < WRITERS; n++) {
    const names = { userName: `BENCH\\u${n}`, userNameKey: `bench\\u${n}` };
    await db().account.create({ data: { ...names, createdBy: "bench" } });
  }
  await round();
  const results: Record<"with" | "without", Measured[]> = { with: [], without: [] };
  for (let n = 0; n < ROUNDS; n++)
    for (const chain of ["with", "without"] as const) {
      const verb = chain === "with" ? "ENABLE" : "DISABLE";
      await db().$executeRawUnsafe(`ALTER TABLE "AuditEvent" ${verb} TRIGGER "AuditEvent_link"`);
      results[chain].push(await round());
    }
  const median = (chain: "with" | "without", field: keyof Measured) =>
    results[chain].map((each) => each[field]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  for (const chain of ["without", "with"] as const)
    console.log(
      `${WRITERS} writers ${chain} chain: ${Math.round(median(chain, "perSecond"))} transactions a second, ` +
        `each ${median(chain, "p50").toFixed(1)} ms (median), ${median(chain, "p95").toFixed(1)} ms (95 %)`,
    );
  console.log(`ratio: ${(median("with", "perSecond") / median("without", "perSecond")).toFixed(2)}`);
}

interface Measured {
  perSecond: number;
  p50: number;
  p95: number;
}

async function round(): Promise<Measured> {
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer, times)));
  const seconds = (performance.now() - started) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95) };
}

async function write(writer: number, times: number[]): Promise<void> {
  for (let n = 0; n < WRITES; n++) {
    const started = performance.now();
    await db().$transaction(async (tx) => {
      const where = { userNameKey: `bench\\u${writer}` };
      const { id, userName } = await tx.account.update({ where, data: { version: { increment: 1 } } });
      const event = { action: "account.set-password", nounId: id, nounName: userName } as const;
      await recordEvent(tx, CONSOLE, { ...event, after: { n, writer } });
    });
    times.push(performance.now() - started);
  }
}
