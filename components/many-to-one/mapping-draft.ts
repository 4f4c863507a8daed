import type { SearchOption } from "@/components/ui/search-select";
import type { AddManyToOne, ManyToOneItem } from "@/lib/api/many-to-one";
import type { Rule } from "@/lib/iis/site-config";

/** A rule in the form; its key stays while its place changes. */
export interface RuleDraft extends Rule {
  key: number;
}

/** A mapping as it stands in the form. */
export interface MappingDraft {
  name: string;
  description: string;
  enabled: boolean;
  permissionMode: ManyToOneItem["permissionMode"];
  account: SearchOption | null;
  rules: RuleDraft[];
  /** For a new one: the id of the mapping that it goes in front of; null: last. */
  before: string | null;
}

let keys = 0;

export function ruleDraft(rule: Rule): RuleDraft {
  return { ...rule, key: ++keys };
}

export const NEW_RULE: Rule = {
  certificateField: "Subject",
  certificateSubField: "",
  matchCriteria: "",
  compareCaseSensitive: true,
};

export function draftOf(item: ManyToOneItem): MappingDraft {
  const { name, description, enabled, permissionMode, account, rules } = item;
  return {
    name,
    description,
    enabled,
    permissionMode,
    account: account && { value: account.id, label: account.userName },
    rules: rules.map(ruleDraft),
    before: null,
  };
}

/**
 * A new one goes last, but in front of a last one without rules: that takes every certificate, so that behind it nothing is
 * ever asked.
 */
export function emptyDraft(items: readonly ManyToOneItem[]): MappingDraft {
  const last = items.at(-1);
  return {
    name: "",
    description: "",
    enabled: true,
    permissionMode: "Allow",
    account: null,
    rules: [],
    before: last?.enabled && last.rules.length === 0 ? last.id : null,
  };
}

export function plainRules(rules: readonly RuleDraft[]): Rule[] {
  return rules.map(({ key: _key, ...rule }) => rule);
}

/** What is sent. */
export function bodyOf({ account, rules, ...draft }: MappingDraft): Required<AddManyToOne> {
  return { ...draft, accountId: account?.value ?? null, rules: plainRules(rules) };
}

export function isComplete(rule: Rule): boolean {
  return rule.certificateSubField !== "" && rule.matchCriteria !== "";
}
