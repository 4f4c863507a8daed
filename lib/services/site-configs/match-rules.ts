import type { Matches, MatchQuestion, Taker } from "@/lib/api/many-to-one";
import { matchQuestionSchema, NAMED_LIMIT } from "@/lib/api/many-to-one";
import { parseInput } from "@/lib/api/parse";
import { factItems } from "@/lib/api/runtime-fact";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { lintManyToOne } from "@/lib/iis/lint/many-to-one";
import { type CompiledSiteConfig, compileWithHashes, resolveAccount } from "@/lib/iis/resolve";
import { compileMapping, firstFailure, flatten } from "@/lib/iis/resolve-rules";
import type { ManyToOneMapping, MappingSection } from "@/lib/iis/site-config";
import { type Store, storedNames } from "@/lib/services/certificates/stored-names";
import { readRivals } from "./rivals";

/**
 * Which stored certificates a many-to-one mapping matches as it is being typed, and what decides before it: all as if the lists
 * and the mapping were switched on. It only reads. 10,000 certificates and as many one-to-one mappings take a fifth of a second.
 * Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function matchRules(actor: Actor, id: string, input: unknown): Promise<Result<Matches>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(matchQuestionSchema, input);
  if (!parsed.ok) return parsed;
  const rivals = await readRivals(id);
  if (rivals === null) return fail("not-found", "There is no such site config. It may have been deleted.");
  const { section, hashes, ids } = rivals;
  const { mappings, place } = placed(section.manyToOneMappings, ids, parsed.value);
  const config = {
    iisClientCertificateMappingAuthentication: { ...section, manyToOneMappings: mappings },
  };
  const compiled = compileWithHashes(config, (_mapping, position) => hashes[position] ?? null);
  const store = await storedNames();
  return ok({
    stored: store.total,
    looked: store.certificates.length,
    ...lookThrough(store, compiled, place),
    findings: lintManyToOne(mappings)
      .filter(({ entry }) => entry?.index === place)
      .map(({ mechanicalFix: _fix, because, ...finding }) => ({ ...finding, because: factItems(because) })),
  });
}

/** The list with the mapping in question where it stands or would stand. */
function placed(mappings: readonly ManyToOneMapping[], ids: readonly string[], question: MatchQuestion) {
  const { mappingId, before, name, permissionMode, userName, rules } = question;
  const known = mappingId === null ? -1 : ids.indexOf(mappingId);
  const wanted = before === null ? -1 : ids.indexOf(before);
  const place = known !== -1 ? known : wanted !== -1 ? wanted : mappings.length;
  const candidate: ManyToOneMapping = {
    name,
    description: "",
    enabled: true,
    permissionMode,
    ...(userName !== null && { userName }),
    rules,
  };
  return { mappings: mappings.toSpliced(place, known === -1 ? 0 : 1, candidate), place };
}

function lookThrough(
  { certificates }: Store,
  compiled: CompiledSiteConfig,
  place: number,
): Pick<Matches, "matches" | "decides" | "takers" | "certificates"> {
  const section = compiled.config.iisClientCertificateMappingAuthentication;
  const candidate = compileMapping({ rules: section?.manyToOneMappings[place]?.rules ?? [] });
  const takers = new Map<string, Taker & { count: number }>();
  const own: Matches["certificates"] = [];
  const taken: Matches["certificates"] = [];
  let matches = 0;
  let decides = 0;
  if (candidate.neverMatches) return { matches, decides, takers: [], certificates: [] };
  for (const certificate of certificates) {
    const { subjectName, issuerName, id, displayName, notAfter } = certificate;
    if (firstFailure(candidate, flatten(subjectName), flatten(issuerName)) !== -1) continue;
    matches++;
    const { by } = resolveAccount(certificate, compiled);
    const isOwn = by?.list === "manyToOneMappings" && by.index === place;
    const shown = { id, displayName, notAfter: notAfter.toISOString() };
    if (isOwn || by === null || section === undefined) {
      decides++;
      if (own.length < NAMED_LIMIT) own.push({ ...shown, taker: null });
      continue;
    }
    const key = `${by.list} ${by.index}`;
    const taker = takers.get(key) ?? { ...by, ...verdictOf(section, by), count: 0 };
    taker.count++;
    takers.set(key, taker);
    if (taken.length < NAMED_LIMIT) {
      const { count: _count, ...named } = taker;
      taken.push({ ...shown, taker: named });
    }
  }
  return {
    matches,
    decides,
    takers: [...takers.values()].sort((a, b) => b.count - a.count).slice(0, NAMED_LIMIT),
    certificates: [...own, ...taken].slice(0, NAMED_LIMIT),
  };
}

function verdictOf(
  section: MappingSection,
  { list, index }: Pick<Taker, "list" | "index">,
): Pick<Taker, "permissionMode" | "account"> {
  if (list === "oneToOneMappings")
    return { permissionMode: "Allow", account: section.oneToOneMappings[index]?.userName ?? null };
  const mapping = section.manyToOneMappings[index];
  return { permissionMode: mapping?.permissionMode ?? "Allow", account: mapping?.userName ?? null };
}
