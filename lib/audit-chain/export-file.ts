import { z } from "zod";
import { hashSchema, linkedEventSchema } from "@/lib/audit-chain/link";
import type { ChainRecord } from "@/lib/audit-chain/verify";
import { fail, ok, type Result } from "@/lib/errors";

/**
 * The first line of an export; each further line is one linked event. `after` is the place before the first event and
 * `upTo` the number of the last one; `checkpoints` vouch for the last one and, after a retention, for `after`.
 */
const exportHeaderSchema = z.object({
  certmap: z.literal("audit-events"),
  version: z.literal(1),
  at: z.iso.datetime(),
  /** Whether there are later events that were not asked for. */
  part: z.boolean(),
  after: z.object({ number: z.number().int().min(0), hash: hashSchema }),
  upTo: z.number().int().min(0),
  checkpoints: z.array(z.string()),
});
export type ExportHeader = z.infer<typeof exportHeaderSchema>;

export interface ExportFile {
  header: ExportHeader;
  records: AsyncGenerator<ChainRecord>;
}

/** Reads an export, a line at a time. Error `audit-export-malformed`: the file is none; a bad line is a bad record. */
export function readExport(bytes: Uint8Array): Result<ExportFile> {
  const lines = linesOf(bytes);
  const first = lines.next();
  const header = exportHeaderSchema.safeParse(first.done ? undefined : jsonOf(first.value));
  if (!header.success)
    return fail(
      "audit-export-malformed",
      "The file is not an export of audit events: its first line should say so. Export them again from the Audit page.",
      { line: 1 },
    );
  return ok({ header: header.data, records: recordsOf(lines) });
}

async function* recordsOf(lines: Iterable<Uint8Array>): AsyncGenerator<ChainRecord> {
  let number = 1;
  for (const line of lines) {
    number++;
    const linked = linkedEventSchema.safeParse(jsonOf(line)).data;
    yield linked ? { linked } : { unreadable: `Line ${number} is not an event.` };
  }
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    yield bytes.subarray(start, end === -1 ? bytes.length : end);
    start = end === -1 ? bytes.length : end + 1;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function jsonOf(line: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(line));
  } catch {
    return undefined;
  }
}
