import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";
import { raiseGeneration, readKeyFile, replaceFile, writeKeyFile } from "@/lib/secrets/key-file";

/**
 * What the console remembers outside its database, beside the key file: how far the audit trail went, the keys of agents that must
 * never be believed again, and which pushes were given up. A database that is older than this was restored. All of it is read and written in one go without
 * waiting, so that no other work of this process comes in between.
 */
const highWaterSchema = z.strictObject({
  version: z.literal(1),
  /** End of the audit chain. */
  number: z.number().int().min(0),
  hash: z.string(),
  /** Fingerprints of agents that were revoked or replaced, or that left. */
  revoked: z.array(z.string()),
  /** By target: nothing up to this sequence goes out any more. */
  givenUp: z.record(z.string(), z.number().int()).default({}),
  /** No password is bound to its account's id alone any more. */
  namesBound: z.boolean().default(false),
});
type HighWater = z.infer<typeof highWaterSchema>;

const NONE: HighWater = { version: 1, number: 0, hash: "", revoked: [], givenUp: {}, namesBound: false };

let held: { version: string; value: HighWater; revoked: Set<string> } | undefined;

function path(): string {
  return join(dirname(env().secretKeyFile), "high-water.json");
}

/** Throws when the file is there and is not one of ours: then nobody knows whose word counts. */
function read() {
  const stat = statSync(path(), { throwIfNoEntry: false });
  if (stat === undefined) return { version: "", value: NONE, revoked: new Set<string>() };
  const version = `${path()} ${stat.ino} ${stat.mtimeMs} ${stat.size}`;
  if (held?.version === version) return held;
  const value = highWaterSchema.parse(JSON.parse(readFileSync(path(), "utf8")));
  held = { version, value, revoked: new Set(value.revoked) };
  return held;
}

function write(value: HighWater): void {
  replaceFile(path(), `${JSON.stringify(value, null, 2)}\n`);
}

/** The end of the audit chain as it was last noted; number 0: nothing was noted yet. */
export function notedHead(): { number: number; hash: string } {
  const { number, hash } = read().value;
  return { number, hash };
}

export function noteHead({ number, hash }: { number: number; hash: string }): void {
  write({ ...read().value, number, hash });
}

/** Never again, whatever the database says. */
export function noteRevoked(fingerprint: string): void {
  const { value, revoked } = read();
  if (!revoked.has(fingerprint)) write({ ...value, revoked: [...value.revoked, fingerprint] });
}

export function isRevokedKey(fingerprint: string): boolean {
  return read().revoked.has(fingerprint);
}

/** What of a push still waited when it was given up. To be called when the database has it. */
export function noteGivenUp(jobs: readonly { targetId: string; sequence: number }[]): void {
  if (jobs.length === 0) return;
  const { value } = read();
  const givenUp = { ...value.givenUp };
  for (const { targetId, sequence } of jobs) givenUp[targetId] = Math.max(sequence, givenUp[targetId] ?? 0);
  write({ ...value, givenUp });
}

export function isGivenUp({ targetId, sequence }: { targetId: string; sequence: number }): boolean {
  return sequence <= (read().value.givenUp[targetId] ?? 0);
}

export function areNamesBound(): boolean {
  return read().value.namesBound;
}

export function noteNamesBound(): void {
  write({ ...read().value, namesBound: true });
}

/** Starts a new signed generation. Returns it. Throws without a usable key file. */
export function startGeneration(): number {
  const keyPath = env().secretKeyFile;
  const file = readKeyFile(keyPath);
  const written = file.ok ? writeKeyFile(keyPath, raiseGeneration(file.value)) : file;
  if (!written.ok) throw new Error(written.error.message);
  // In an older database sequences begin lower, and passwords may be as they were sealed then.
  write({ ...read().value, givenUp: {}, namesBound: false });
  return written.value.generation;
}
