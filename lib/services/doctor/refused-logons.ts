import { z } from "zod";
import { db } from "@/lib/db";
import { type NoLogonRight, readNoLogonRight } from "@/lib/iis/no-logon-right";
import { accountKey } from "@/lib/iis/passwords";

const resultSchema = z.object({ warnings: z.array(z.string()) });

/** Pushes that are looked back at: an older one says little about today. */
const PUSHES = 20;

/** The accounts that Windows refused a kind of logon in the last pushes to a target: each once, as it was seen last. */
export async function refusedLogons(targetId: string): Promise<(NoLogonRight & { at: string })[]> {
  const jobs = await db().deploymentTarget.findMany({
    where: { targetId, finishedAt: { not: null } },
    orderBy: { finishedAt: "desc" },
    take: PUSHES,
    select: { result: true, finishedAt: true },
  });
  const found = new Map<string, NoLogonRight & { at: string }>();
  for (const { result, finishedAt } of jobs) {
    for (const warning of resultSchema.safeParse(result).data?.warnings ?? []) {
      const refused = readNoLogonRight(warning);
      if (refused === null || finishedAt === null) continue;
      const key = `${accountKey(refused.userName)} ${refused.logonMethod}`;
      if (!found.has(key)) found.set(key, { ...refused, at: finishedAt.toISOString() });
    }
  }
  return [...found.values()];
}
