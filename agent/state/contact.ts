import { writeFileSync } from "node:fs";
import { z } from "zod";
import { readJsonFile } from "@/agent/state/json-file";
import type { Result } from "@/lib/errors";

const contactSchema = z.strictObject({
  /** When the console last took a request. */
  lastAnswerAt: z.iso.datetime().optional(),
  /** Of the last request, when it failed. */
  failed: z.strictObject({ at: z.iso.datetime(), code: z.string() }).optional(),
});
type ContactState = z.infer<typeof contactSchema>;

/** Often enough for a person who asks, rarely enough for the disk. */
const WRITE_EVERY_MS = 10_000;

/** What `status` can tell about a run that is another process. */
export interface Contact {
  /** `code`: why the request failed; undefined when the console answered. */
  note(code: string | undefined): void;
}

/** A note and no record: it may be lost, and a disk that refuses it stops nothing. */
export function openContact(path: string): Contact {
  let state: ContactState = {};
  let writtenAt = 0;
  return {
    note: (code) => {
      const at = new Date().toISOString();
      const same = state.failed?.code === code && writtenAt > Date.now() - WRITE_EVERY_MS;
      state = code === undefined ? { lastAnswerAt: at } : { ...state, failed: { at, code } };
      if (same) return;
      writtenAt = Date.now();
      try {
        writeFileSync(path, `${JSON.stringify(state)}\n`, { mode: 0o600 });
      } catch {
        writtenAt = 0;
      }
    },
  };
}

export function readContact(path: string): Result<ContactState | undefined> {
  return readJsonFile(path, contactSchema);
}
