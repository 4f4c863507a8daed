import type { Rule } from "@/lib/iis/site-config";
import { subfieldOf } from "@/lib/iis/subfields";
import { isRepresentable } from "@/lib/iis/write-check";
import type { Certificate, DistinguishedName, NameAttribute } from "@/lib/pki/certificate";

/** IIS_schema.xml has no limit for text; X.520 has 64 characters for most attributes, and real ones stay far below this. */
export const CRITERIA_LIMIT = 1000;

/** One attribute of a certificate's subject or issuer, as a rule could ask for it. */
export interface RulePart {
  /** `Issuer 2`: the field and the place in its name. */
  key: string;
  certificateField: Rule["certificateField"];
  certificateSubField: string;
  value: string;
  /** What people would tick first: who issued it, and the organization. */
  proposed: boolean;
  /** Why no rule can ask for exactly this value; null where one can. */
  refusal: string | null;
}

type Names = Pick<Certificate, "subjectName" | "issuerName">;

/** Every attribute that a rule can look at, issuer first, in the order in which people read a name: the most specific last. */
export function rulePartsOf({ subjectName, issuerName }: Names): RulePart[] {
  return [...partsOf("Issuer", issuerName), ...partsOf("Subject", subjectName)];
}

/**
 * The rules for the chosen parts: exact, with case, each once. A mapping with these rules matches the certificate that
 * they come from. Keys that are no part of it, or of a part with a refusal, give no rule.
 */
export function rulesFromCertificate(certificate: Names, chosen: ReadonlySet<string>): Rule[] {
  const rules = new Map<string, Rule>();
  for (const { key, certificateField, certificateSubField, value, refusal } of rulePartsOf(certificate)) {
    if (!chosen.has(key) || refusal !== null) continue;
    const rule: Rule = {
      certificateField,
      certificateSubField,
      matchCriteria: value,
      compareCaseSensitive: true,
    };
    // A name may hold the same attribute twice; IIS refuses a rule that stands twice.
    rules.set(JSON.stringify([certificateField, certificateSubField, value]), rule);
  }
  return [...rules.values()];
}

function partsOf(certificateField: Rule["certificateField"], name: DistinguishedName): RulePart[] {
  const parts = name.flat().map((attribute, place) => ({
    key: `${certificateField} ${place}`,
    certificateField,
    // [B] subfield-oid: what IIS has no name for goes by its dotted OID.
    certificateSubField: subfieldOf(attribute.oid)?.subField ?? attribute.oid,
    value: attribute.value,
    proposed: false,
    refusal: refusalOf(attribute),
  }));
  const proposed = proposedSubfields(
    certificateField,
    parts.filter(({ refusal }) => refusal === null),
  );
  return parts.map((part) => ({
    ...part,
    proposed: part.refusal === null && proposed.includes(part.certificateSubField),
  }));
}

const DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";

/** The issuer always: without it any authority that the server trusts can issue a certificate that matches. */
function proposedSubfields(field: Rule["certificateField"], usable: readonly RulePart[]): string[] {
  const has = (subField: string) => usable.some((part) => part.certificateSubField === subField);
  if (field === "Subject") return ["O", "OU"];
  // Authorities of Active Directory name their domain instead of an organization.
  if (has("CN") || has("O")) return has("O") ? ["CN", "O"] : ["CN", DOMAIN_COMPONENT];
  return usable.map((part) => part.certificateSubField);
}

function refusalOf({ value, encoded }: NameAttribute): string | null {
  if (value === encoded) return "Its value is no text.";
  if (value === "") return "It is empty.";
  // [B] wildcard-ends: there is no way to write a * at either end that stands for itself.
  if (value.startsWith("*") || value.endsWith("*"))
    return "IIS reads a * at the beginning or the end as a wildcard, so a rule would match more than this value.";
  if (value.length > CRITERIA_LIMIT) return `It has more than ${CRITERIA_LIMIT} characters.`;
  if (!isRepresentable(value)) return "It holds a character that the configuration file cannot hold.";
  return null;
}
