import type { DraftStepItem } from "@/lib/api/site-configs";
import type { Prisma, SiteConfig } from "@/lib/generated/prisma/client";
import type { DraftChange } from "./rows";

/** A draft remembers this many steps; the oldest cannot be undone any more. */
const STEP_LIMIT = 500;

/** Writes the step behind the current one, raises the version, and drops what was undone: a new change cannot be followed by it. */
export async function addStep(
  tx: Prisma.TransactionClient,
  { id, stepPosition }: SiteConfig,
  step: { label: string; change: DraftChange; by: string },
): Promise<void> {
  const number = stepPosition + 1;
  await tx.draftStep.deleteMany({
    where: {
      siteConfigId: id,
      OR: [{ number: { gt: stepPosition } }, { number: { lte: number - STEP_LIMIT } }],
    },
  });
  await tx.draftStep.create({ data: { ...step, siteConfigId: id, number } });
  await moveTo(tx, id, number);
}

/** After publishing there is nothing to undo: the next step begins a new journal. */
export async function startJournal(tx: Prisma.TransactionClient, siteConfigId: string): Promise<void> {
  await tx.draftStep.deleteMany({ where: { siteConfigId } });
  await tx.siteConfig.update({ where: { id: siteConfigId }, data: { stepPosition: 0 } });
}

/** Makes a step the last one that is done. */
export async function moveTo(tx: Prisma.TransactionClient, id: string, stepPosition: number): Promise<void> {
  await tx.siteConfig.update({ where: { id }, data: { stepPosition, version: { increment: 1 } } });
}

/** What Undo would take back and Redo make again at this position. */
export async function stepsAround(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  stepPosition: number,
): Promise<{ undo: DraftStepItem | null; redo: DraftStepItem | null }> {
  const steps = await tx.draftStep.findMany({
    where: { siteConfigId, number: { in: [stepPosition, stepPosition + 1] } },
    select: { number: true, label: true, by: true, at: true },
  });
  const item = (wanted: number): DraftStepItem | null => {
    const step = steps.find(({ number }) => number === wanted);
    return step ? { label: step.label, by: step.by, at: step.at.toISOString() } : null;
  };
  return { undo: item(stepPosition), redo: item(stepPosition + 1) };
}
