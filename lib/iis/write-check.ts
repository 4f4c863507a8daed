import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { decodeBlob } from "@/lib/iis/blob";
import { type MappingSection, type SiteConfig, SSL_FLAGS, siteConfigSchema } from "@/lib/iis/site-config";

const SECTION = "iisClientCertificateMappingAuthentication";

/**
 * A config that may be written: of the right shape, without duplicates that IIS would refuse, every certificate whole,
 * every text representable in XML 1.0. Flags come back in the schema's order. Errors: `config-malformed` with the fields;
 * a `cert-...` code with the field of the certificate.
 */
export function checkWritable(config: SiteConfig): Result<SiteConfig> {
  const parsed = siteConfigSchema.safeParse(config);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(
      ({ path, message }): CodedError => ({ code: "config-malformed", message, field: fieldName(path) }),
    );
    return failWith(errors);
  }
  const { access, ...rest } = parsed.data;
  const section = rest[SECTION];
  const errors = section ? [...duplicates(section), ...unrepresentable(section), ...damaged(section)] : [];
  if (errors.length > 0) return failWith(errors);
  if (!access) return ok(rest);
  return ok({ ...rest, access: { sslFlags: SSL_FLAGS.filter((flag) => access.sslFlags.includes(flag)) } });
}

function failWith(errors: CodedError[]): Result<SiteConfig> {
  const [first = { code: "config-malformed" as const, message: "The site config is not valid." }] = errors;
  const { code, message, ...where } = first;
  return fail(code, message, errors.length > 1 ? { ...where, errors: errors.slice(0, 100) } : where);
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

/** Keys as IIS_schema.xml defines them: certificate exactly, name without case, the four rule attributes together. */
function duplicates({ oneToOneMappings, manyToOneMappings }: MappingSection): CodedError[] {
  const errors: CodedError[] = [];
  const check = (values: readonly string[], list: string, field: string, what: string) => {
    const seen = new Set<string>();
    values.forEach((value, i) => {
      if (seen.has(value)) {
        const message = `${what} stands twice: IIS answers 500.19 with 0x800700b7.`;
        errors.push({ code: "config-malformed", message, field: `${SECTION}.${list}[${i}]${field}` });
      }
      seen.add(value);
    });
  };
  const certificates = oneToOneMappings.map(({ certificate }) => certificate);
  check(certificates, "oneToOneMappings", ".certificate", "A certificate");
  check(
    manyToOneMappings.map(({ name }) => name.toLowerCase()),
    "manyToOneMappings",
    ".name",
    "A many-to-one name",
  );
  manyToOneMappings.forEach(({ rules }, i) => {
    const keys = rules.map((rule) =>
      JSON.stringify([
        rule.certificateField,
        rule.certificateSubField,
        rule.matchCriteria,
        rule.compareCaseSensitive,
      ]),
    );
    check(keys, `manyToOneMappings[${i}].rules`, "", "A rule");
  });
  return errors;
}

/** Control characters, lone surrogates, U+FFFE and U+FFFF: no escape makes them legal (XML 1.0, production Char). */
const UNREPRESENTABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export function isRepresentable(text: string): boolean {
  return !UNREPRESENTABLE.test(text);
}

function unrepresentable(section: MappingSection): CodedError[] {
  const errors: CodedError[] = [];
  const check = (value: string | undefined, field: string) => {
    if (value === undefined || isRepresentable(value)) return;
    const message = "The text holds a character that XML cannot represent: remove it.";
    errors.push({ code: "config-malformed", message, field: `${SECTION}.${field}` });
  };
  check(section.defaultLogonDomain, "defaultLogonDomain");
  section.oneToOneMappings.forEach(({ userName }, i) => {
    check(userName, `oneToOneMappings[${i}].userName`);
  });
  section.manyToOneMappings.forEach(({ name, description, userName, rules }, i) => {
    const at = `manyToOneMappings[${i}]`;
    check(name, `${at}.name`);
    check(description, `${at}.description`);
    check(userName, `${at}.userName`);
    rules.forEach(({ certificateSubField, matchCriteria }, j) => {
      check(certificateSubField, `${at}.rules[${j}].certificateSubField`);
      check(matchCriteria, `${at}.rules[${j}].matchCriteria`);
    });
  });
  return errors;
}

function damaged({ oneToOneMappings }: MappingSection): CodedError[] {
  return oneToOneMappings.flatMap(({ certificate }, i) => {
    const blob = decodeBlob(certificate);
    return blob.ok ? [] : [{ ...blob.error, field: `${SECTION}.oneToOneMappings[${i}].certificate` }];
  });
}
