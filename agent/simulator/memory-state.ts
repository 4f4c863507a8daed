import type { ApplyContext } from "@/agent/apply/context";
import { fail, ok } from "@/lib/errors";

/** What the real agent keeps on disk, kept in memory: a simulated one is never killed, so nothing has to outlive it. */
export function memoryState(): Pick<ApplyContext, "journal" | "targets" | "bundles" | "backups" | "outbox"> {
  const targets = new Map<string, ReturnType<typeof newTarget>>();
  const letters = new Map<string, Letter>();
  const backups = new Map<string, Uint8Array>();
  return {
    journal: { add: () => ok(undefined), openJobs: () => [], trim: () => ok(undefined) },
    targets: {
      read: (scope) => ok(targets.get(scope.toLowerCase()) ?? newTarget(scope)),
      write: (state) => {
        targets.set(state.scope.toLowerCase(), state);
        return ok(undefined);
      },
      all: () => [...targets.values()],
    },
    // Read by commands that a person gives on the host; there is none here.
    bundles: { keep: () => ok(undefined), read: () => ok(undefined) },
    backups: {
      write: (jobId, attempt, content) => {
        const name = `${jobId}-${attempt}.config`;
        backups.clear();
        backups.set(name, content);
        return ok(name);
      },
      read: (name) => {
        const content = backups.get(name);
        return content ? ok(content) : fail("file-unreadable", `There is no backup ${name}.`);
      },
    },
    outbox: {
      put: (letter) => {
        letters.set(keyOf(letter), letter);
        return ok(undefined);
      },
      pending: () => [...letters.values()],
      remove: (letter) => void letters.delete(keyOf(letter)),
    },
  };
}

type Letter = ReturnType<ApplyContext["outbox"]["pending"]>[number];
type Target = ReturnType<ApplyContext["targets"]["all"]>[number];

function newTarget(scope: string): Target {
  return { scope, generation: 0, sequence: 0 };
}

function keyOf({ jobId, result }: Letter): string {
  return `${jobId}-${result.attempt}`;
}
