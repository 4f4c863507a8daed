import { z } from "zod";
import { writeDurable } from "@/agent/state/durable";
import { readJsonFile } from "@/agent/state/json-file";

const memorySchema = z.strictObject({
  /** The file as the last commit left it, to the byte, by the fingerprint that was planned. */
  lastCommit: z.strictObject({ after: z.string(), fileHash: z.string() }).optional(),
  /** SHA-256 of the certificate whose chain was built last: the next round goes on after it. */
  lastChain: z.string().optional(),
  /** When the AD section was last switched; gone once a later start of the web server was seen. */
  restartPendingSince: z.iso.datetime().optional(),
});
type Content = z.infer<typeof memorySchema>;

/** What the Windows back end has to know after a restart of the agent. Losing it costs a restore that could have been, no more. */
export interface Memory {
  read(): Content;
  write(change: Partial<Content>): void;
  /** The same for what a report can do without: a full disk must not keep it from being sent. */
  note(change: Partial<Content>): void;
}

export function openMemory(path: string): Memory {
  const read = (): Content => {
    const kept = readJsonFile(path, memorySchema);
    return (kept.ok ? kept.value : undefined) ?? {};
  };
  const write = (change: Partial<Content>): void =>
    writeDurable(path, `${JSON.stringify({ ...read(), ...change })}\n`);
  return {
    read,
    write,
    note: (change) => {
      try {
        write(change);
      } catch {
        // Noted again with the next report.
      }
    },
  };
}
