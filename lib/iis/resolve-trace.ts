import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CompiledSiteConfig, MappingList, Verdict } from "@/lib/iis/resolve";
import { compileMapping, type FlatName, firstFailure, valuesOf } from "@/lib/iis/resolve-rules";
import { decodeAsIisDoes, subFieldOid } from "@/lib/iis/runtime-facts";
import type { ManyToOneMapping, MappingSection, OneToOneMapping, Rule } from "@/lib/iis/site-config";

/** Why one entry decided or did not. */
export interface TraceEntry {
  list: MappingList;
  index: number;
  name: string;
  /**
   * `decided`; `shadowed`: it matches too, but an earlier one decided; `no`: it does not match; `off`: it, its list or the
   * section is switched off; `broken`: its certificate does not decode; `duplicate`: an earlier entry has that certificate.
   */
  result: "decided" | "shadowed" | "no" | "off" | "broken" | "duplicate";
  because: string;
  /** For `no` on a many-to-one mapping: the first rule that failed, with what the certificate holds there. */
  rule?: Rule & { index: number; found: string[] };
}

/** Goes through every entry in the order of evaluation. Linear in the size of the site config. */
export function traceEntries(
  compiled: CompiledSiteConfig,
  verdict: Verdict,
  hash: string,
  subject: FlatName,
  issuer: FlatName,
): TraceEntry[] {
  const section = compiled.config.iisClientCertificateMappingAuthentication;
  if (!section) return [];
  const decided = (list: MappingList, index: number) =>
    verdict.by?.list === list && verdict.by.index === index;
  const decider = verdict.by ? `${verdict.by.list}[${verdict.by.index}]` : "";
  const matching = (list: MappingList, index: number): Pick<TraceEntry, "result" | "because"> =>
    decided(list, index)
      ? {
          result: "decided",
          because: list === "oneToOneMappings" ? "It is this certificate." : "All of its rules match.",
        }
      : { result: "shadowed", because: `It matches too, but ${decider} decides before it.` };
  return [
    ...section.oneToOneMappings.map((mapping, index) => ({
      list: "oneToOneMappings" as const,
      index,
      name: mapping.name,
      ...(switchedOff(section, "oneToOneMappings", mapping) ??
        traceOneToOne(compiled, mapping, index, hash, matching)),
    })),
    ...section.manyToOneMappings.map((mapping, index) => ({
      list: "manyToOneMappings" as const,
      index,
      name: mapping.name,
      ...(switchedOff(section, "manyToOneMappings", mapping) ??
        traceManyToOne(mapping, index, subject, issuer, matching)),
    })),
  ];
}

type Matching = (list: MappingList, index: number) => Pick<TraceEntry, "result" | "because">;
type Reason = Pick<TraceEntry, "result" | "because" | "rule">;

function switchedOff(
  section: MappingSection,
  list: MappingList,
  mapping: { enabled: boolean },
): Reason | null {
  if (!section.enabled)
    return { result: "off", because: "iisClientCertificateMappingAuthentication is switched off." };
  const flag =
    list === "oneToOneMappings"
      ? "oneToOneCertificateMappingsEnabled"
      : "manyToOneCertificateMappingsEnabled";
  if (!section[flag]) return { result: "off", because: `${flag} is false.` };
  return mapping.enabled ? null : { result: "off", because: "The mapping is switched off." };
}

function traceOneToOne(
  compiled: CompiledSiteConfig,
  mapping: OneToOneMapping,
  index: number,
  hash: string,
  matching: Matching,
): Reason {
  if (compiled.broken.includes(index))
    return {
      result: "broken",
      because: "Its certificate does not decode, which breaks the whole site (401.1).",
    };
  const der = decodeAsIisDoes(mapping.certificate);
  const own = der ? bytesToHex(sha256(der)) : "";
  const first = compiled.oneToOne.get(own) ?? index;
  if (first !== index)
    return {
      result: "duplicate",
      because: `oneToOneMappings[${first}] has the same certificate; this one is ignored.`,
    };
  return own === hash
    ? matching("oneToOneMappings", index)
    : { result: "no", because: `Another certificate (SHA-256 ${own}).` };
}

function traceManyToOne(
  mapping: ManyToOneMapping,
  index: number,
  subject: FlatName,
  issuer: FlatName,
  matching: Matching,
): Reason {
  const failed = firstFailure(compileMapping(mapping), subject, issuer);
  const rule = mapping.rules[failed];
  if (!rule) return matching("manyToOneMappings", index);
  const oid = subFieldOid(rule.certificateSubField);
  const found = oid === null ? [] : valuesOf(rule.certificateField === "Subject" ? subject : issuer, oid);
  const where = `${rule.certificateField} ${rule.certificateSubField}`;
  const wanted = `${JSON.stringify(rule.matchCriteria)}${rule.compareCaseSensitive ? "" : " (any case)"}`;
  const has = found.length === 0 ? "nothing" : found.map((value) => JSON.stringify(value)).join(", ");
  const because =
    oid === null
      ? `Rule ${failed + 1}: IIS does not know the subfield ${JSON.stringify(rule.certificateSubField)}, so it never matches.`
      : `Rule ${failed + 1}: ${where} wants ${wanted}, the certificate has ${has}.`;
  return { result: "no", because, rule: { index: failed, ...rule, found } };
}
