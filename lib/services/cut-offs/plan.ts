import {
  type CutOffEffect,
  type CutOffPlan,
  type CutOffRevision,
  planCutOffSchema,
} from "@/lib/api/cut-offs";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { type CutOff, type CutOffSubject, nameWithoutDomain } from "@/lib/iis/cut-off";
import { diffSiteConfig } from "@/lib/iis/diff";
import { sayAnswer, sayExpectation, verdictOf } from "@/lib/iis/expectation";
import { readableChanges } from "@/lib/iis/readable-changes";
import { resolveAccount } from "@/lib/iis/resolve";
import { ruleText } from "@/lib/iis/rule-text";
import type { SiteConfig } from "@/lib/iis/site-config";
import { runSavedTests } from "@/lib/services/revisions/saved-tests";
import { type Concerned, type ConcernedRevision, findConcerned } from "./concerned";
import { othersHit } from "./others";
import { planPlaces } from "./place";
import { readSubject } from "./subject";

/**
 * What a cut-off would take out, where, and what else it would hit; changes nothing.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `stored-data-altered`, `server-out-of-scope`.
 */
export async function planCutOff(actor: Actor, input: unknown): Promise<Result<CutOffPlan>> {
  const allowed = may(actor, "cut-off.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(planCutOffSchema, input);
  if (!parsed.ok) return parsed;
  const subject = await readSubject(db(), parsed.value);
  if (!subject.ok) return subject;
  const { id, name, is } = subject.value;
  const found = await findConcerned(db(), actor, is);
  if (!found.ok) return found;
  const siteConfigs: CutOffPlan["siteConfigs"] = [];
  for (const concerned of found.value) {
    const revisions: CutOffRevision[] = [];
    for (const revision of concerned.revisions) revisions.push(await planRevision(concerned, revision, is));
    const { draft, version, publishedVersion } = concerned;
    siteConfigs.push({
      siteConfigId: concerned.id,
      siteConfigName: concerned.name,
      draft: draft && { ...effectOf(draft.config, draft.cut), unpublished: version !== publishedVersion },
      revisions,
    });
  }
  return ok({ kind: is.kind, id, name, siteConfigs });
}

async function planRevision(
  { id: siteConfigId }: Concerned,
  { number, newest, config, cut, targets }: ConcernedRevision,
  subject: CutOffSubject,
): Promise<CutOffRevision> {
  const after = cut?.config ?? config;
  const isCertificate = subject.kind === "certificate";
  const hit = await othersHit(config, after, isCertificate ? subject.sha256 : null);
  return {
    ...effectOf(config, cut),
    base: number,
    newest,
    empties: cut !== null && isEmpty(after),
    afterwards: isCertificate ? afterwards(subject, after) : null,
    ...hit,
    failedTests: await testsBroken(siteConfigId, config, after),
    alike: isCertificate ? [] : alikeIn(after, subject.userName),
    targets: await planPlaces(targets, config, after),
  };
}

function afterwards(subject: Extract<CutOffSubject, { kind: "certificate" }>, after: SiteConfig) {
  const answer = resolveAccount(subject, after);
  return { text: sayAnswer(answer), letIn: ["account", "anonymous"].includes(verdictOf(answer)) };
}

function effectOf(before: SiteConfig, cut: CutOff | null): CutOffEffect {
  if (cut === null) return { changes: [], deny: null, stillAllowedBy: null };
  const { deny, stillAllowedBy } = cut;
  return {
    changes: readableChanges(diffSiteConfig(before, cut.config)),
    deny: deny && { name: deny.name, rules: deny.rules.map(ruleText) },
    stillAllowedBy,
  };
}

function isEmpty({ iisClientCertificateMappingAuthentication: section }: SiteConfig): boolean {
  return (section?.oneToOneMappings.length ?? 0) + (section?.manyToOneMappings.length ?? 0) === 0;
}

/** Saved tests that pass before and fail after: `Alice is refused with 401.2, expected: becomes CONTOSO\alice`. */
export async function testsBroken(
  siteConfigId: string,
  before: SiteConfig,
  after: SiteConfig,
): Promise<string[]> {
  const failing = (await runSavedTests(db(), siteConfigId, after)).filter(({ passed }) => !passed);
  if (failing.length === 0) return [];
  const passed = new Set(
    (await runSavedTests(db(), siteConfigId, before)).flatMap((test) => (test.passed ? [test.id] : [])),
  );
  return failing
    .filter(({ id }) => passed.has(id))
    .map(
      ({ displayName, answer, expected }) =>
        `${displayName} ${answer}, expected: ${sayExpectation(expected)}`,
    );
}

/** Entries that log on as somebody of the same name, spelt in another way: whether that is the same account, Windows decides. */
function alikeIn(after: SiteConfig, userName: string): string[] {
  const section = after.iisClientCertificateMappingAuthentication;
  const name = nameWithoutDomain(userName);
  const entries = [...(section?.oneToOneMappings ?? []), ...(section?.manyToOneMappings ?? [])];
  return entries
    .filter((entry) => entry.enabled && entry.userName && nameWithoutDomain(entry.userName) === name)
    .filter((entry) => !("permissionMode" in entry && entry.permissionMode === "Deny"))
    .map((entry) => `${entry.name || "a mapping"} (${entry.userName})`)
    .slice(0, 20);
}
