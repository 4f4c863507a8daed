import { join } from "node:path";
import { z } from "zod";
import { writeError } from "@/agent/file-error";
import { writeDurable } from "@/agent/state/durable";
import { scopeFileName } from "@/agent/state/folder";
import { readJsonFile } from "@/agent/state/json-file";
import { ok, type Result } from "@/lib/errors";

const keptSchema = z.strictObject({ scope: z.string(), receivedAt: z.iso.datetime(), jws: z.string() });
export type KeptBundle = z.infer<typeof keptSchema>;

/** The last bundle accepted for each scope, as the console signed it: the desired state while the console is away. */
export interface Bundles {
  keep(bundle: KeptBundle): Result<void>;
  read(scope: string): Result<KeptBundle | undefined>;
}

export function openBundles(folder: string): Bundles {
  return {
    keep: (bundle) => {
      const path = join(folder, scopeFileName(bundle.scope));
      try {
        writeDurable(path, `${JSON.stringify(bundle)}\n`);
        return ok(undefined);
      } catch (error) {
        return writeError(error, path);
      }
    },
    read: (scope) => readJsonFile(join(folder, scopeFileName(scope)), keptSchema),
  };
}
