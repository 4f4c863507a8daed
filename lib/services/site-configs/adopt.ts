import { type Adoption, adoptSchema } from "@/lib/api/adoptions";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { readParts } from "./adoption-parts";
import { planAdoption } from "./adoption-plan";
import { readSource } from "./adoption-source";
import { storeParts } from "./adoption-store";
import { createAdopted, linkTargets } from "./adoption-write";

/** 10,000 certificates, each with its event. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Makes site configs of what was found in files or on a server, with the certificates and accounts that they need: all of it in
 * one transaction, or nothing. Accounts come without a password; what stands on a server stays there. A dry run says what would
 * happen. What is there already and says the same is left alone, so that a second run changes nothing; what is refused is
 * answered with its reason beside the rest. Linking a server's places takes the right to push.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `scopes-differ`, `plan-changed`, and those of publishing.
 */
export async function adopt(actor: Actor, input: unknown): Promise<Result<Adoption>> {
  for (const permission of ["site-config.write", "certificate.write", "account.write"] as const) {
    const allowed = may(actor, permission);
    if (!allowed.ok) return allowed;
  }
  const parsed = parseInput(adoptSchema, input);
  if (!parsed.ok) return parsed;
  const { dryRun, plan: seen, publish, source } = parsed.value;
  if (publish && !dryRun) {
    const publisher = may(actor, "revision.publish");
    if (!publisher.ok) return publisher;
  }
  return transact(
    async (tx) => {
      const found = await readSource(tx, actor, source);
      if (!found.ok) return found;
      const { server, wanted, name } = found.value;
      const parts = await readParts(
        tx,
        wanted.map(({ config }) => config),
      );
      const plan = await planAdoption(tx, found.value, parts, actor);
      if (dryRun) return ok(plan.answer);
      if (seen !== undefined && seen !== plan.answer.plan)
        return fail(
          "plan-changed",
          "Something was changed since you saw what would happen. Nothing was taken over: look at it again.",
        );
      const stored = await storeParts(tx, actor, parts, plan);
      for (const planned of plan.siteConfigs) {
        const { answer } = planned;
        if (answer.outcome === "create") {
          const made = await createAdopted(tx, actor, planned, stored, { name, publish });
          if (!made.ok) return made;
          answer.id = made.value;
        }
        if (server && answer.id !== null)
          await linkTargets(tx, server, answer.id, planned.wanted.config, answer.targets);
      }
      if (server) await notify(tx, "server", server.id);
      return ok(plan.answer);
    },
    { timeout: TIMEOUT_MS },
  );
}
