import type { Actor } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import type { Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { accountsGained } from "./accounts-gained";
import { addStep } from "./journal";
import { lockDraft } from "./lock";
import { type DraftWriter, draftWriter } from "./writer";

export interface DraftChangeOptions<T> {
  siteConfigId: string;
  /** The version that the person saw (If-Match). */
  version: number | null;
  /** A route that does not ask for If-Match changes the draft as it is. */
  mayOmitVersion?: boolean;
  /** What is done, in words that Undo names, such as `Disable 12 mappings`; of the result where it takes it. */
  label: string | ((value: T) => string);
  actor: Actor;
}

/**
 * The one way to change what a draft holds, inside the verb's transaction: locks the draft, checks the version, lets the verb
 * write through the writer, and then raises the version and keeps the step for undo and redo. A change that changed
 * nothing does neither. Whoever maps to an account must be one who may. The verb asks `may` before and records its event itself.
 * Errors: `not-found`, `if-match-required`, `conflict`, `account-not-granted`, and those of `run`.
 */
export async function changeDraft<T>(
  tx: Prisma.TransactionClient,
  { siteConfigId, version, mayOmitVersion, label, actor }: DraftChangeOptions<T>,
  run: (draft: DraftWriter) => Promise<Result<T>>,
): Promise<Result<T>> {
  const locked = await lockDraft(tx, actor, siteConfigId, version, { mayOmitVersion });
  if (!locked.ok) return locked;
  const { writer, change } = draftWriter(tx, locked.value, actor.name);
  const result = await run(writer);
  const changed = result.ok ? change() : null;
  if (!result.ok || changed === null) return result;
  const granted = await mayMapTo(tx, actor, accountsGained(changed));
  if (!granted.ok) return granted;
  const words = typeof label === "string" ? label : label(result.value);
  await addStep(tx, locked.value, { label: words, change: changed, by: actor.name });
  return result;
}
