import type { XmlElement } from "@rgrove/parse-xml";
import { type ConfigFile, levelsOf } from "@/lib/iis/config-file";
import { type EffectiveEntry, effectiveSection, manyToOneOf, oneToOneOf, ruleOf } from "@/lib/iis/effective";
import {
  manyToOneWishes,
  newElement,
  newManyToOne,
  newOneToOne,
  oneToOneWishes,
  ruleWishes,
  type Wish,
} from "@/lib/iis/markup";
import type { PasswordPlan } from "@/lib/iis/password-plan";
import { samePassword } from "@/lib/iis/passwords";
import {
  type Child,
  type ChildWish,
  type Item,
  type Page,
  rewriteElement,
  rewriteList,
} from "@/lib/iis/rewrite";
import type { ManyToOneMapping, MappingSection, OneToOneMapping, Rule } from "@/lib/iis/site-config";
import { childrenNamed, elementsOf } from "@/lib/iis/xml";

/** An entry as it shall be, with the password attribute that it gets. */
interface Desired {
  key: string;
  /** Whether an inherited element says the same already. */
  isAlready: (element: XmlElement) => boolean;
  rewrite: (element: XmlElement) => string;
  create: Child;
}

/** Both lists of the mapping section at a scope, in the schema's order. */
export function mappingLists(
  page: Page,
  file: ConfigFile,
  scope: string,
  existing: XmlElement | undefined,
  section: MappingSection,
  passwords: PasswordPlan,
): ChildWish[] {
  const above = levelsOf(scope).at(-2);
  const inherited =
    above === undefined
      ? { oneToOneMappings: [], manyToOneMappings: [] }
      : effectiveSection(file, above, "iisClientCertificateMappingAuthentication").lists;
  const manyToOne = section.manyToOneMappings.map((mapping, i) =>
    desiredManyToOne(page, mapping, passwords.manyToOneMappings[i]),
  );
  const oneToOne = section.oneToOneMappings.map((mapping, i) =>
    desiredOneToOne(page, mapping, passwords.oneToOneMappings[i]),
  );
  const name = ({ attributes }: XmlElement) => attributes.name?.toLowerCase() ?? "";
  const certificate = ({ attributes }: XmlElement) => attributes.certificate ?? "";
  return [
    listWish(page, "manyToOneMappings", existing, inherited.manyToOneMappings, manyToOne, name),
    listWish(page, "oneToOneMappings", existing, inherited.oneToOneMappings, oneToOne, certificate),
  ];
}

/**
 * A child list continues the inherited one. As long as what is inherited is how the list shall begin, only the rest is
 * written; otherwise all of it, behind `<clear />` (the schema has no removal of single entries).
 */
function listWish(
  page: Page,
  name: string,
  section: XmlElement | undefined,
  inherited: readonly EffectiveEntry[],
  desired: readonly Desired[],
  keyOf: (element: XmlElement) => string,
): ChildWish {
  const list = section && childrenNamed(section, name)[0];
  const own = list ? elementsOf(list) : [];
  const cleared = own.some((child) => child.name === "clear");
  const continues = !cleared && inherited.every(({ element }, i) => desired[i]?.isAlready(element) === true);
  const clear = cleared || !continues;
  const adds = new Map<string, XmlElement>();
  for (const element of own) {
    if (element.name === "add" && !adds.has(keyOf(element))) adds.set(keyOf(element), element);
  }
  const items = desired
    .slice(continues ? inherited.length : 0)
    .map(({ key, rewrite, create }): Item => ({ element: adds.get(key), rewrite, create }));
  const children = [...(clear ? [() => "<clear />"] : []), ...items.map(({ create }) => create)];
  return {
    name,
    rewrite: (element) => rewriteList(page, element, clear, items),
    ...(children.length > 0
      ? { create: (indent) => newElement(name, [], children, page.layout, indent) }
      : {}),
  };
}

function desiredOneToOne(page: Page, mapping: OneToOneMapping, password: string | undefined): Desired {
  return {
    key: mapping.certificate,
    isAlready: (element) => {
      const { enabled, userName, certificate } = oneToOneOf(element);
      const same =
        enabled === mapping.enabled && userName === mapping.userName && certificate === mapping.certificate;
      return same && samePassword(element.attributes.password, password);
    },
    rewrite: (element) => rewriteElement(page, element, oneToOneWishes(mapping, password), []),
    create: () => newOneToOne(mapping, password, page.layout),
  };
}

function desiredManyToOne(page: Page, mapping: ManyToOneMapping, password: string | undefined): Desired {
  return {
    key: mapping.name.toLowerCase(),
    isAlready: (element) =>
      sameManyToOne(manyToOneOf(element), mapping) && samePassword(element.attributes.password, password),
    rewrite: (element) => rewriteManyToOne(page, element, mapping, password),
    create: (indent) => newManyToOne(mapping, password, page.layout, indent),
  };
}

function rewriteManyToOne(
  page: Page,
  element: XmlElement,
  mapping: ManyToOneMapping,
  password: string | undefined,
): string {
  const { rules } = mapping;
  const create: Child = (indent) =>
    newElement(
      "rules",
      [],
      rules.map((rule) => () => newRule(page, rule)),
      page.layout,
      indent,
    );
  const rewrite = (list: XmlElement) => {
    const existing = new Map(
      elementsOf(list).flatMap((rule) => (rule.name === "add" ? [[ruleKey(ruleOf(rule)), rule]] : [])),
    );
    const items = rules.map((rule): Item => {
      const wishes: Wish[] = ruleWishes(rule);
      return {
        element: existing.get(ruleKey(rule)),
        rewrite: (kept) => rewriteElement(page, kept, wishes, []),
        create: () => newRule(page, rule),
      };
    });
    return rewriteList(page, list, false, items);
  };
  const wish: ChildWish = { name: "rules", rewrite, ...(rules.length > 0 ? { create } : {}) };
  return rewriteElement(page, element, manyToOneWishes(mapping, password), [wish]);
}

function newRule(page: Page, rule: Rule): string {
  return newElement("add", ruleWishes(rule), [], page.layout, "");
}

function ruleKey(rule: Rule | undefined): string {
  if (!rule) return "";
  return JSON.stringify([
    rule.certificateField,
    rule.certificateSubField,
    rule.matchCriteria,
    rule.compareCaseSensitive,
  ]);
}

function sameManyToOne(a: ManyToOneMapping, b: ManyToOneMapping): boolean {
  return (
    a.name === b.name &&
    a.description === b.description &&
    a.enabled === b.enabled &&
    a.permissionMode === b.permissionMode &&
    a.userName === b.userName &&
    a.rules.length === b.rules.length &&
    a.rules.every((rule, i) => ruleKey(rule) === ruleKey(b.rules[i]))
  );
}
