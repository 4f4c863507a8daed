import type { Walked } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { accountsGained } from "./accounts-gained";
import { moveTo, stepsAround } from "./journal";
import { type DraftList, manyToOneList, oneToOneList } from "./lists";
import { lockDraft } from "./lock";
import { findMissing } from "./missing";
import { type DraftChange, draftChangeSchema } from "./rows";

export type Direction = "undo" | "redo";

/** One step back or forth in the journal of a draft. The errors are those of undoStep and redoStep. */
export async function walk(
  actor: Actor,
  siteConfigId: string,
  version: number | null,
  direction: Direction,
): Promise<Result<Walked>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, siteConfigId, version);
    if (!locked.ok) return locked;
    const { name, stepPosition } = locked.value;
    const number = direction === "undo" ? stepPosition : stepPosition + 1;
    const step = await tx.draftStep.findUnique({ where: { siteConfigId_number: { siteConfigId, number } } });
    if (step === null) return fail("no-such-step", NOTHING[direction]);
    const change = draftChangeSchema.parse(step.change);
    const [from, to] = direction === "undo" ? (["after", "before"] as const) : (["before", "after"] as const);
    const needs = await findMissing(tx, change.oneToOne[to], change.manyToOne[to]);
    if (needs !== null)
      return fail("step-blocked", `"${step.label}" cannot be taken ${WAY[direction]}: ${needs}`);
    const turned = { oneToOne: towards(change.oneToOne, to), manyToOne: towards(change.manyToOne, to) };
    const granted = await mayMapTo(tx, actor, accountsGained(turned));
    if (!granted.ok) return granted;
    await turn(tx, siteConfigId, oneToOneList, change.oneToOne[from], change.oneToOne[to]);
    await turn(tx, siteConfigId, manyToOneList, change.manyToOne[from], change.manyToOne[to]);
    if (change.settings)
      await tx.siteConfig.update({ where: { id: siteConfigId }, data: { settings: change.settings[to] } });
    const position = direction === "undo" ? number - 1 : number;
    await moveTo(tx, siteConfigId, position);
    await recordEvent(tx, actor, {
      action: `draft.${direction}`,
      nounId: siteConfigId,
      nounName: name,
      after: { step: step.label, by: step.by, at: step.at.toISOString(), ...counts(change) },
    });
    const steps = await stepsAround(tx, siteConfigId, position);
    return ok({ label: step.label, version: locked.value.version + 1, ...steps });
  });
}

/** The rows of one list as a change that ends at `to`. */
function towards<Row>({ before, after }: { before: Row[]; after: Row[] }, to: "before" | "after") {
  return to === "after" ? { before, after } : { before: after, after: before };
}

const NOTHING: Record<Direction, string> = {
  undo: "There is nothing to undo: the draft is as it was published, or as old as its steps are kept.",
  redo: "There is nothing to redo: the last change is the newest one.",
};
const WAY: Record<Direction, string> = { undo: "back", redo: "up again" };

function counts({ oneToOne, manyToOne, settings }: DraftChange) {
  const size = ({ before, after }: { before: { id: string }[]; after: { id: string }[] }) =>
    new Set([...before, ...after].map(({ id }) => id)).size;
  return {
    oneToOneMappings: size(oneToOne),
    manyToOneMappings: size(manyToOne),
    settings: settings !== undefined,
  };
}

/** Rows that are only in `from` go first, so that none of `to` finds its place taken. */
async function turn<Row extends { id: string }>(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  list: DraftList<Row>,
  from: Row[],
  to: Row[],
) {
  const kept = new Set(to.map(({ id }) => id));
  const gone = from.map(({ id }) => id).filter((id) => !kept.has(id));
  if (gone.length > 0) await list.remove(tx, siteConfigId, gone);
  if (to.length > 0) await list.put(tx, siteConfigId, to);
}
