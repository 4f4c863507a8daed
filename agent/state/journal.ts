import { existsSync, readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { writeError } from "@/agent/file-error";
import { appendDurable, writeDurable } from "@/agent/state/durable";
import { jobSchema, jobStepSchema } from "@/lib/agent-api/jobs";
import { probeRequestSchema } from "@/lib/agent-api/tasks";
import { ok, type Result } from "@/lib/errors";
import { bindingWishSchema } from "@/lib/iis/binding-wish";
import { siteConfigSchema } from "@/lib/iis/site-config";

const of = { at: z.iso.datetime(), jobId: z.uuid(), attempt: z.number().int() };

/**
 * What the next start needs to know what became of a job that this one did not finish. Every entry is on disk before the
 * thing that it announces is done. Passwords are in none of them.
 */
const entrySchema = z.discriminatedUnion("entry", [
  z.strictObject({ entry: z.literal("received"), ...of, job: jobSchema }),
  z.strictObject({ entry: z.literal("step"), ...of, step: jobStepSchema }),
  z.strictObject({
    entry: z.literal("committing"),
    ...of,
    /** Of the whole file, before and after: which of the two stands there tells whether the commit happened. */
    before: z.string(),
    after: z.string(),
    backup: z.string(),
    config: siteConfigSchema,
    digest: z.string(),
    warnings: z.array(z.string()),
    /** Asked again when the agent was killed before the answer came. */
    probe: probeRequestSchema.optional(),
    bindings: z.array(bindingWishSchema).optional(),
  }),
  z.strictObject({ entry: z.literal("finished"), ...of, outcome: z.string(), code: z.string().optional() }),
]);
export type JournalEntry = z.infer<typeof entrySchema>;

/** A job that was received and not finished. */
export interface OpenJob {
  received: Extract<JournalEntry, { entry: "received" }>;
  steps: Extract<JournalEntry, { entry: "step" }>["step"][];
  committing?: Extract<JournalEntry, { entry: "committing" }>;
}

export interface Journal {
  add(entry: JournalEntry): Result<void>;
  openJobs(): OpenJob[];
  /** Forgets the oldest lines once the file is long. Nothing is forgotten while a job is open. */
  trim(): Result<void>;
}

/** Thousands of ordinary jobs, or one of 10,000 mappings: a commit is announced with the whole site config. */
const TRIM_AT_BYTES = 4 * 1024 * 1024;
const KEEP_BYTES = 256 * 1024;

export function openJournal(path: string): Journal {
  let torn = endsTorn(path);
  return {
    add: (entry) => {
      try {
        // A line torn by a power loss must not swallow the next one.
        appendDurable(path, `${torn ? "\n" : ""}${JSON.stringify(entry)}\n`);
        torn = false;
        return ok(undefined);
      } catch (error) {
        torn = true;
        return writeError(error, path);
      }
    },
    openJobs: () => openJobsOf(readEntries(path)),
    trim: () => {
      try {
        if (!existsSync(path) || statSync(path).size < TRIM_AT_BYTES) return ok(undefined);
        const entries = readEntries(path);
        if (openJobsOf(entries).length === 0) writeDurable(path, newestLines(entries));
        return ok(undefined);
      } catch (error) {
        return writeError(error, path);
      }
    },
  };
}

/** As many as may be kept. What a commit was announced with is of no use once its job has finished. */
function newestLines(entries: JournalEntry[]): string {
  const lines: string[] = [];
  let left = KEEP_BYTES;
  for (const entry of entries.filter((each) => each.entry !== "committing").reverse()) {
    const line = `${JSON.stringify(entry)}\n`;
    left -= Buffer.byteLength(line);
    if (left < 0) break;
    lines.unshift(line);
  }
  return lines.join("");
}

/** Lines that are not whole (a power loss in the middle of one) announce nothing that was done. */
function readEntries(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const parsed = entrySchema.safeParse(parseLine(line));
      return parsed.success ? [parsed.data] : [];
    });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function endsTorn(path: string): boolean {
  if (!existsSync(path)) return false;
  const text = readFileSync(path, "utf8");
  return text !== "" && !text.endsWith("\n");
}

function openJobsOf(entries: JournalEntry[]): OpenJob[] {
  const open = new Map<string, OpenJob>();
  for (const entry of entries) {
    const key = `${entry.jobId} ${entry.attempt}`;
    const job = open.get(key);
    if (entry.entry === "received") open.set(key, { received: entry, steps: [] });
    else if (entry.entry === "finished") open.delete(key);
    else if (job && entry.entry === "step") job.steps.push(entry.step);
    else if (job && entry.entry === "committing") job.committing = entry;
  }
  return [...open.values()];
}
