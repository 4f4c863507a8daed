import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeError } from "@/agent/file-error";
import { writeDurable } from "@/agent/state/durable";
import { scopeFileName } from "@/agent/state/folder";
import { readJsonFile } from "@/agent/state/json-file";
import { jobResultRequestSchema } from "@/lib/agent-api/jobs";
import { ok, type Result } from "@/lib/errors";
import { siteConfigSchema } from "@/lib/iis/site-config";

/** What the agent knows of one scope beyond the file itself. */
const targetSchema = z.strictObject({
  scope: z.string(),
  /** Of the newest bundle accepted, applied or not: an older one is never looked at again. */
  generation: z.number().int(),
  sequence: z.number().int(),
  /** What this agent last brought into the file: entries in it are ours to remove. */
  lastApplied: z
    .strictObject({ config: siteConfigSchema, digest: z.string(), at: z.iso.datetime() })
    .optional(),
  /** Sent again, and nothing done again, when the console asks for the same attempt of the same job. */
  lastResult: z.strictObject({ jobId: z.uuid(), result: jobResultRequestSchema }).optional(),
});
type TargetState = z.infer<typeof targetSchema>;

export interface TargetStore {
  read(scope: string): Result<TargetState>;
  write(state: TargetState): Result<void>;
  all(): TargetState[];
}

export function openTargets(folder: string): TargetStore {
  return {
    read: (scope) => {
      const state = readJsonFile(join(folder, scopeFileName(scope)), targetSchema);
      return state.ok ? ok(state.value ?? { scope, generation: 0, sequence: 0 }) : state;
    },
    write: (state) => {
      const path = join(folder, scopeFileName(state.scope));
      try {
        writeDurable(path, `${JSON.stringify(state)}\n`);
        return ok(undefined);
      } catch (error) {
        return writeError(error, path);
      }
    },
    all: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .flatMap((name) => {
          const state = readJsonFile(join(folder, name), targetSchema);
          return state.ok && state.value ? [state.value] : [];
        }),
  };
}
