import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { candidates, indexMappings, type MappingIndex } from "@/lib/iis/resolve-index";
import { explainOutcome, type Outcome } from "@/lib/iis/resolve-outcome";
import {
  type CompiledMapping,
  compileMapping,
  type FlatName,
  firstFailure,
  flatten,
} from "@/lib/iis/resolve-rules";
import { type TraceEntry, traceEntries } from "@/lib/iis/resolve-trace";
import { decodeAsIisDoes, type FactId, NOT_VERIFIED } from "@/lib/iis/runtime-facts";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import type { Certificate } from "@/lib/pki/certificate";

/** What a question needs of a certificate: `sha256` (of the DER, lower-case hex) or `der`, and the two names. */
export type ResolvableCertificate = Pick<Certificate, "subjectName" | "issuerName"> &
  (Pick<Certificate, "sha256"> | Pick<Certificate, "der">);

export type MappingList = "oneToOneMappings" | "manyToOneMappings";

/** The entry that decided, by its place in the site config. */
export interface DecidingEntry {
  list: MappingList;
  index: number;
  name: string;
}

export interface Certainty {
  /** False as soon as the verdict rests on behaviour that no page of Microsoft documents. */
  verified: boolean;
  because: FactId[];
  /** "not verified against IIS", or "" where it is documented. */
  note: string;
}

export interface Resolution {
  decision: "allow" | "deny" | "no-match";
  /** The Windows account that the request would run as; null unless allowed by a mapping. */
  account: string | null;
  by: DecidingEntry | null;
  /** Every entry, with why it decided or did not; empty unless asked for. */
  trace: TraceEntry[];
  outcome: Outcome;
  certainty: Certainty;
}

/** A site config made ready for many questions. It does not follow later changes of the config. */
export interface CompiledSiteConfig {
  config: SiteConfig;
  /** Position in the one-to-one list by SHA-256 of the DER; only entries that IIS would load. */
  oneToOne: Map<string, number>;
  /** Positions of enabled entries whose `certificate` IIS could not decode: each of them breaks the whole site. */
  broken: number[];
  /** What IIS loads of the many-to-one list: `positions[i]` is the place of `mappings[i]` in the config. */
  mappings: CompiledMapping[];
  positions: number[];
  index: MappingIndex;
}

/**
 * Decodes the one-to-one certificates and compiles the rules, once. Never fails: an entry that IIS could not decode is
 * remembered in `broken`. Takes about a second for 10,000 one-to-one mappings; keep the value for many questions.
 */
export function compileSiteConfig(config: SiteConfig): CompiledSiteConfig {
  return compileWithHashes(config, ({ certificate }) => {
    const der = decodeAsIisDoes(certificate);
    return der && bytesToHex(sha256(der));
  });
}

/**
 * The same for a caller that knows the SHA-256 of each one-to-one certificate without decoding it: milliseconds where the
 * above takes a second. `hashOf` is asked for the entries that IIS would load; null: the certificate does not decode.
 */
export function compileWithHashes(
  config: SiteConfig,
  hashOf: (mapping: OneToOneMapping, position: number) => string | null,
): CompiledSiteConfig {
  const section = config.iisClientCertificateMappingAuthentication;
  const oneToOne = new Map<string, number>();
  const broken: number[] = [];
  const mappings: CompiledMapping[] = [];
  const positions: number[] = [];
  if (section?.enabled && section.oneToOneCertificateMappingsEnabled)
    section.oneToOneMappings.forEach((mapping, position) => {
      if (!mapping.enabled) return;
      const hash = hashOf(mapping, position);
      if (hash === null) broken.push(position);
      else if (!oneToOne.has(hash)) oneToOne.set(hash, position);
    });
  if (section?.enabled && section.manyToOneCertificateMappingsEnabled)
    section.manyToOneMappings.forEach((mapping, position) => {
      if (!mapping.enabled) return;
      mappings.push(compileMapping(mapping));
      positions.push(position);
    });
  return { config, oneToOne, broken, mappings, positions, index: indexMappings(mappings) };
}

export interface ResolveOptions {
  /** Also say of every entry why it did or did not decide. */
  trace?: boolean;
  /** What holds at a path below the site: its `access` and authentication switches count, its mapping lists do not. */
  below?: SiteConfig;
}

/**
 * Who a certificate is on a server with this site config, once HTTP.sys has accepted it (chain, revocation, purpose).
 * One-to-one mappings first, then the many-to-one ones in order; see `lib/iis/runtime-facts.ts` for what that rests on.
 * Pass a compiled site config to ask about many certificates.
 */
export function resolveAccount(
  certificate: ResolvableCertificate,
  compiledOrConfig: CompiledSiteConfig | SiteConfig,
  { trace = false, below }: ResolveOptions = {},
): Resolution {
  const compiled = "oneToOne" in compiledOrConfig ? compiledOrConfig : compileSiteConfig(compiledOrConfig);
  const subject = flatten(certificate.subjectName);
  const issuer = flatten(certificate.issuerName);
  const verdict = decide(compiled, hashOf(certificate), subject, issuer);
  const { outcome, because } = explainOutcome(compiled.config, verdict, below);
  const facts = [...verdict.because, ...because];
  return {
    decision: verdict.decision,
    account: verdict.account,
    by: verdict.by,
    trace: trace ? traceEntries(compiled, verdict, hashOf(certificate), subject, issuer) : [],
    outcome,
    certainty: { verified: facts.length === 0, because: facts, note: facts.length === 0 ? "" : NOT_VERIFIED },
  };
}

export interface Verdict extends Pick<Resolution, "decision" | "account" | "by"> {
  /** The whole list failed to load, because of the entry in `by`. */
  broken: boolean;
  because: FactId[];
}

function decide(compiled: CompiledSiteConfig, hash: string, subject: FlatName, issuer: FlatName): Verdict {
  const section = compiled.config.iisClientCertificateMappingAuthentication;
  if (!section?.enabled) return { decision: "no-match", account: null, by: null, broken: false, because: [] };
  const first = compiled.broken[0];
  if (first !== undefined) {
    const by = entryAt(section.oneToOneMappings, "oneToOneMappings", first);
    return {
      decision: "deny",
      account: null,
      by,
      broken: true,
      because: ["broken-entry-breaks-site", "base64-stops"],
    };
  }
  const oneToOne = compiled.oneToOne.get(hash);
  if (oneToOne !== undefined) {
    const by = entryAt(section.oneToOneMappings, "oneToOneMappings", oneToOne);
    const account = section.oneToOneMappings[oneToOne]?.userName ?? "";
    return {
      decision: "allow",
      account,
      by,
      broken: false,
      because: ["one-to-one-by-der", "one-to-one-first"],
    };
  }
  for (const candidate of candidates(compiled.index, subject, issuer)) {
    const mapping = compiled.mappings[candidate] as CompiledMapping;
    if (firstFailure(mapping, subject, issuer) !== -1) continue;
    const position = compiled.positions[candidate] as number;
    const entry = section.manyToOneMappings[position];
    const by = entryAt(section.manyToOneMappings, "manyToOneMappings", position);
    const because: FactId[] = ["one-to-one-first", "first-match-wins"];
    because.push(mapping.rules.length === 0 ? "no-rules-match-all" : "any-value", "wildcard-ends");
    if (entry?.permissionMode === "Deny") {
      return { decision: "deny", account: null, by, broken: false, because: [...because, "deny-is-403-12"] };
    }
    return { decision: "allow", account: entry?.userName ?? null, by, broken: false, because };
  }
  const because: FactId[] = [
    "no-match-declines",
    "one-to-one-by-der",
    "any-value",
    "wildcard-ends",
    "subfield-names",
  ];
  return { decision: "no-match", account: null, by: null, broken: false, because };
}

function entryAt(entries: readonly { name: string }[], list: MappingList, index: number): DecidingEntry {
  return { list, index, name: entries[index]?.name ?? "" };
}

function hashOf(certificate: ResolvableCertificate): string {
  return "sha256" in certificate && certificate.sha256
    ? certificate.sha256.toLowerCase()
    : hashDer(certificate);
}

function hashDer(certificate: ResolvableCertificate): string {
  return "der" in certificate ? bytesToHex(sha256(certificate.der)) : "";
}
