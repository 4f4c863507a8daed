import {
  type Accounts,
  type Attributes,
  manyToOneAttributes,
  oneToOneAttributes,
  type SectionPlan,
  type Value,
} from "@/lib/iis/render/plan";
import type { ManyToOneMapping } from "@/lib/iis/site-config";

/**
 * What a language with objects for IIS's configuration says for each step. Names of variables are those of Configuration
 * Editor's script generation. Every method returns whole lines.
 */
export interface Dialect {
  section(variable: string, path: string): string[];
  attribute(element: string, name: string, value: Value): string[];
  /** The password that was asked for as number `account`. */
  password(element: string, account: number): string[];
  collection(variable: string, owner: string, name: string): string[];
  clear(collection: string): string[];
  element(variable: string, collection: string): string[];
  /** With its index: the default place differs between the APIs. */
  append(collection: string, element: string, index: number): string[];
}

/**
 * The statements for all sections. Nothing reaches the server before the script commits, so mappings are enabled and have
 * their rules from the first moment on.
 */
export function objectModelLines(
  plans: readonly SectionPlan[],
  accounts: Accounts,
  dialect: Dialect,
): string[] {
  const lines: string[] = [];
  const names = new VariableNames();
  const add = (...more: string[]) => {
    for (const line of more) lines.push(line);
  };
  const attributes = (element: string, all: Attributes) => {
    for (const [name, value] of all) add(...dialect.attribute(element, name, value));
  };
  const list = (section: string, name: string) => {
    const collection = `${name}Collection`;
    add("", ...dialect.collection(collection, section, name), ...dialect.clear(collection));
    return collection;
  };
  const begin = (collection: string) => {
    const element = names.next("addElement");
    add("", ...dialect.element(element, collection));
    return element;
  };
  const rules = (element: string, mapping: ManyToOneMapping) => {
    if (mapping.rules.length === 0) return;
    const collection = names.next("rulesCollection");
    add(...dialect.collection(collection, element, "rules"));
    mapping.rules.forEach((rule, index) => {
      const child = begin(collection);
      attributes(child, Object.entries(rule));
      add(...dialect.append(collection, child, index));
    });
  };
  for (const { name, path, attributes: own, lists } of plans) {
    const section = `${name}Section`;
    if (lines.length > 0) add("");
    add(...dialect.section(section, path));
    attributes(section, own);
    if (!lists) continue;
    const oneToOne = list(section, "oneToOneMappings");
    lists.oneToOneMappings.forEach((mapping, index) => {
      const element = begin(oneToOne);
      attributes(element, oneToOneAttributes(mapping));
      const account = accounts.numberOf(mapping);
      if (account !== undefined) add(...dialect.password(element, account));
      add(...dialect.append(oneToOne, element, index));
    });
    const manyToOne = list(section, "manyToOneMappings");
    lists.manyToOneMappings.forEach((mapping, index) => {
      const element = begin(manyToOne);
      attributes(element, manyToOneAttributes(mapping));
      const account = accounts.numberOf(mapping);
      if (account !== undefined) add(...dialect.password(element, account));
      rules(element, mapping);
      add(...dialect.append(manyToOne, element, index));
    });
  }
  return lines;
}

/** addElement, addElement1, addElement2, ... */
class VariableNames {
  readonly #used = new Map<string, number>();

  next(stem: string): string {
    const number = this.#used.get(stem) ?? 0;
    this.#used.set(stem, number + 1);
    return number === 0 ? stem : `${stem}${number}`;
  }
}
