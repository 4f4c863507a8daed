import { fail, ok, type Result } from "@/lib/errors";
import { type ConfigFile, type ConfigProblem, isBelowSite, scopeKey, sectionAt } from "@/lib/iis/config-file";
import { digestSiteConfig } from "@/lib/iis/digest";
import { effectiveSection, LIST_NAMES } from "@/lib/iis/effective";
import { encodeText } from "@/lib/iis/encoding";
import { cryptoProvidersOf } from "@/lib/iis/facts";
import { layoutOf } from "@/lib/iis/layout";
import { newElement, sectionWishes } from "@/lib/iis/markup";
import { type PasswordPlan, type PasswordsHandedIn, planPasswords } from "@/lib/iis/password-plan";
import { passwordState, samePassword } from "@/lib/iis/passwords";
import { type NewSection, placeSections } from "@/lib/iis/place-section";
import {
  isElsewhere,
  parseApplicationHost,
  readSiteConfig,
  refused,
  scopeExists,
  unknownScope,
} from "@/lib/iis/read";
import { type ChildWish, type Edit, type Page, rewriteElement } from "@/lib/iis/rewrite";
import { mappingLists } from "@/lib/iis/rewrite-mappings";
import { IIS_SCHEMA } from "@/lib/iis/schema";
import { SECTION_NAMES, type SiteConfig } from "@/lib/iis/site-config";
import { applyEdits } from "@/lib/iis/start-tag";
import { checkWritable, isRepresentable } from "@/lib/iis/write-check";

export interface WriteOptions {
  /** By `userName` as the config writes it: the attribute's value as it is, or null for knowingly none. */
  passwords?: PasswordsHandedIn;
  /** Allow that the last mapping of a scope goes. */
  allowEmpty?: boolean;
}

interface WriteWarning {
  code: "clear-text-password" | "unknown-crypto-provider" | "unused-password" | "refused-by-iis";
  message: string;
}

export interface Written {
  bytes: Uint8Array;
  /** False: the file says all of it already, and `bytes` are the same. */
  changed: boolean;
  warnings: WriteWarning[];
}

const MAPPING = "iisClientCertificateMappingAuthentication";

/**
 * The file with the sections of `config` as `scope` shall have them, and not another byte changed. Elements that stay keep
 * their own text, so writing twice gives the same bytes. What was written is read back and compared before it is returned.
 *
 * Errors: those of `parseApplicationHost`; `scope-unknown`; `scope-below-site` (mappings at a path below a site);
 * `config-malformed` and `cert-...` with the field; `password-missing` naming every account; `config-would-be-empty`;
 * `config-source`; `config-refused` and `config-locked` where IIS would refuse the result; `config-write-failed`.
 */
export function writeSiteConfig(
  bytes: Uint8Array,
  scope: string,
  config: SiteConfig,
  options: WriteOptions = {},
): Result<Written> {
  const prepared = prepare(bytes, scope, config);
  if (!prepared.ok) return prepared;
  const { file, wanted } = prepared.value;
  const section = wanted[MAPPING];
  const plan = section && planPasswords(file, scope, section, options.passwords);
  const refusal = plan && checkPlan(file, scope, wanted, plan, options);
  if (refusal) return refusal;

  const text = rewriteFile(file, scope, wanted, plan);
  const written = text === file.text ? bytes : encodeText(text, file.encoding);
  const problems = checkWritten(file, written, scope, wanted, plan);
  if (!problems.ok) return problems;
  const warnings = [...(plan ? passwordWarnings(file, plan) : []), ...problems.value.map(refusedWarning)];
  return ok({ bytes: written, changed: text !== file.text, warnings });
}

/**
 * The accounts for which someone must hand in a password before `writeSiteConfig` would accept the config: nothing
 * stands in the file that they could keep or be lent. As the config writes them, each once. Errors as `writeSiteConfig`.
 */
export function passwordsNeeded(bytes: Uint8Array, scope: string, config: SiteConfig): Result<string[]> {
  const prepared = prepare(bytes, scope, config);
  if (!prepared.ok) return prepared;
  const section = prepared.value.wanted[MAPPING];
  return ok(section ? planPasswords(prepared.value.file, scope, section).missing : []);
}

function prepare(
  bytes: Uint8Array,
  scope: string,
  config: SiteConfig,
): Result<{ file: ConfigFile; wanted: SiteConfig }> {
  const checked = checkWritable(config);
  if (!checked.ok) return checked;
  const wanted = checked.value;
  const parsed = parseApplicationHost(bytes);
  if (!parsed.ok) return parsed;
  const file = parsed.value;
  if (!scopeExists(file, scope) || !isRepresentable(scope)) return unknownScope(scope);
  if (wanted[MAPPING] && isBelowSite(scope)) {
    return fail("scope-below-site", `IIS ignores mappings at "${scope}": put them at the site itself.`);
  }
  for (const name of SECTION_NAMES) {
    if (wanted[name] === undefined) continue;
    const [first, second] = sectionAt(file, scopeKey(scope), name);
    const twice = file.problems.filter(
      ({ code, section, scope: at }) =>
        code === "duplicate-section" && section === name && scopeKey(at) === scopeKey(scope),
    );
    if (second) return refused(twice);
    if (first && isElsewhere(first)) {
      const message = `${name} is kept in ${first.attributes.configSource}: Certmap changes only this file.`;
      return fail("config-source", message, file.lines.at(first.start));
    }
  }
  return ok({ file, wanted });
}

function checkPlan(
  file: ConfigFile,
  scope: string,
  wanted: SiteConfig,
  plan: PasswordPlan,
  options: WriteOptions,
) {
  const unrepresentable = [...(options.passwords ?? [])].find(
    ([, value]) => value !== null && !isRepresentable(value),
  );
  if (unrepresentable) {
    return fail(
      "config-malformed",
      `The password of ${unrepresentable[0]} holds a character that XML cannot represent.`,
    );
  }
  if (plan.missing.length > 0) {
    return fail("password-missing", `A password is needed for ${plan.missing.join(", ")}.`, {
      errors: plan.missing.map((userName) => ({
        code: "password-missing",
        message: userName,
        field: userName,
      })),
    });
  }
  const { lists } = effectiveSection(file, scope, MAPPING);
  const before = LIST_NAMES.some((name) => lists[name].length > 0);
  const after = LIST_NAMES.some((name) => (wanted[MAPPING]?.[name].length ?? 0) > 0);
  if (before && !after && !options.allowEmpty) {
    return fail(
      "config-would-be-empty",
      "The last mapping of this scope would go. Allow it explicitly if that is meant.",
    );
  }
  return undefined;
}

function rewriteFile(
  file: ConfigFile,
  scope: string,
  wanted: SiteConfig,
  plan: PasswordPlan | undefined,
): string {
  const page: Page = { text: file.text, layout: layoutOf(file.text, file.encoding.asciiOnly) };
  const edits: Edit[] = [];
  const fresh: NewSection[] = [];
  for (const name of SECTION_NAMES) {
    const value = wanted[name];
    if (value === undefined) continue;
    const element = sectionAt(file, scopeKey(scope), name)[0];
    const wishes = sectionWishes(name, value);
    const lists: ChildWish[] =
      "oneToOneMappings" in value && plan ? mappingLists(page, file, scope, element, value, plan) : [];
    if (element) {
      edits.push({
        start: element.start,
        end: element.end,
        text: rewriteElement(page, element, wishes, lists),
      });
    } else {
      const children = lists.flatMap(({ create }) => (create ? [create] : []));
      const create = (indent: string) => newElement(name, wishes, children, page.layout, indent);
      fresh.push({ path: IIS_SCHEMA[name].path, create });
    }
  }
  return applyEdits(file.text, [...edits, ...placeSections(page, file, scope, fresh)]);
}

/** Reads the result back. Returns what IIS would refuse in it for reasons that stood there before. */
function checkWritten(
  before: ConfigFile,
  bytes: Uint8Array,
  scope: string,
  wanted: SiteConfig,
  plan: PasswordPlan | undefined,
): Result<ConfigProblem[]> {
  const failed = (why: string) =>
    fail(
      "config-write-failed",
      `The file was not changed: ${why}. Please report this with the structure of the file.`,
    );
  const parsed = parseApplicationHost(bytes, { kind: before.kind });
  if (!parsed.ok) return failed(`the result is not readable (${parsed.error.message})`);
  const read = readSiteConfig(
    parsed.value,
    scope,
    SECTION_NAMES.filter((name) => wanted[name] !== undefined),
  );
  if (!read.ok) return read;
  if (digestSiteConfig(read.value) !== digestSiteConfig(wanted)) {
    return failed("the result reads differently from what was to be written");
  }
  const { lists } = effectiveSection(parsed.value, scope, MAPPING);
  const differs = LIST_NAMES.some((name) =>
    plan?.[name].some((password, i) => !samePassword(lists[name][i]?.element.attributes.password, password)),
  );
  if (differs) return failed("a password attribute was not kept");
  const own = parsed.value.problems.filter(
    (problem) => scopeKey(problem.scope) === scopeKey(scope) && wanted[problem.section] !== undefined,
  );
  const locks = own.filter(({ code }) => code === "locked");
  if (before.kind === "applicationHost" && locks[0]) {
    const { message, line, column } = locks[0];
    return fail("config-locked", `${message} IIS answers 500.19 with 0x80070021.`, { line, column });
  }
  return ok(own);
}

function passwordWarnings(file: ConfigFile, plan: PasswordPlan): WriteWarning[] {
  const known = cryptoProvidersOf(file.root);
  const providers = new Set<string>();
  for (const password of LIST_NAMES.flatMap((name) => plan[name])) {
    const state = passwordState(password);
    if (state.state === "encrypted" && known.length > 0 && !known.includes(state.provider))
      providers.add(state.provider);
  }
  return [
    ...plan.clear.map((userName): WriteWarning => {
      const message = `The password of ${userName} stands in the file in clear text until IIS rewrites it.`;
      return { code: "clear-text-password", message };
    }),
    ...[...providers].map((provider): WriteWarning => {
      const message = `A password is encrypted by ${provider}, which this file does not list: IIS cannot decrypt it.`;
      return { code: "unknown-crypto-provider", message };
    }),
    ...plan.unused.map((userName): WriteWarning => {
      return {
        code: "unused-password",
        message: `A password was given for ${userName}, which no mapping uses.`,
      };
    }),
  ];
}

function refusedWarning({ message, hresult, line }: ConfigProblem): WriteWarning {
  return { code: "refused-by-iis", message: `${message} IIS answers 500.19 with ${hresult} (line ${line}).` };
}
