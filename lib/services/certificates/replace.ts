import { parseInput } from "@/lib/api/parse";
import { type ReplaceAnswer, replaceSchema } from "@/lib/api/renewals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { succeeds } from "@/lib/pki/succeeds";
import { SUCCESSION_COLUMNS, type SuccessionRow } from "./predecessors";
import { type Pair, replaceIn } from "./replace-in";

/** Further ahead it is a mistake in the year. */
const FARTHEST_MS = 2 * 366 * 86_400_000;

/**
 * Gives the mappings of renewed certificates to their successors, with account, name and labels; each site config is a transaction of its
 * own, and says what became of it. With `removeAt` both stay mapped until then. With a message a draft that has no other changes
 * is published, which authorises the removal. Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function replaceCertificates(actor: Actor, input: unknown): Promise<Result<ReplaceAnswer>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(replaceSchema, input);
  if (!parsed.ok) return parsed;
  const { removeAt, message, siteConfigs } = parsed.value;
  if (message !== null) {
    const mayPublish = may(actor, "revision.publish");
    if (!mayPublish.ok) return mayPublish;
  }
  const pairs = await readPairs(parsed.value.pairs);
  if (!pairs.ok) return pairs;
  const wrong = removeAt && dateProblem(removeAt, pairs.value, Date.now());
  if (wrong) return fail("invalid-input", wrong, { field: "removeAt" });

  const answers: ReplaceAnswer["siteConfigs"] = [];
  for (const siteConfig of siteConfigs)
    answers.push(await replaceIn(actor, siteConfig, { pairs: pairs.value, removeAt, message }));
  return ok({ siteConfigs: answers });
}

async function readPairs(wanted: { oldId: string; newId: string }[]): Promise<Result<Pair[]>> {
  const ids = [...new Set(wanted.flatMap(({ oldId, newId }) => [oldId, newId]))];
  const rows = await db().certificate.findMany({ where: { id: { in: ids } }, select: SUCCESSION_COLUMNS });
  const byId = new Map<string, SuccessionRow>(rows.map((row) => [row.id, row]));
  const pairs: Pair[] = [];
  for (const { oldId, newId } of wanted) {
    const older = byId.get(oldId);
    const newer = byId.get(newId);
    if (!older || !newer)
      return fail("not-found", "One of the certificates is not stored any more. Upload it again.", {
        field: "pairs",
      });
    if (succeeds(newer, older) === null)
      return fail(
        "invalid-input",
        `${newer.displayName} does not succeed ${older.displayName}: it shares no key and no name with it, or does not end later.`,
        { field: "pairs" },
      );
    pairs.push({ older, newer });
  }
  return ok(pairs);
}

function dateProblem(removeAt: Date, pairs: Pair[], now: number): string | null {
  if (removeAt.getTime() <= now) return "Choose a date to come, or no overlap.";
  if (removeAt.getTime() > now + FARTHEST_MS) return "Choose a date within two years.";
  const early = pairs.find(({ newer }) => newer.notBefore > removeAt);
  return early
    ? `${early.newer.displayName} is not valid before ${early.newer.notBefore.toISOString()}. Choose a date behind it.`
    : null;
}
