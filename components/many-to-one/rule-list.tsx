"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { IconCertificate, IconPlus } from "@tabler/icons-react";
import { NEW_RULE, type RuleDraft, ruleDraft } from "@/components/many-to-one/mapping-draft";
import { RuleFields } from "@/components/many-to-one/rule-fields";
import { FactNotes } from "@/components/site-configs/fact-notes";
import { factItems } from "@/lib/api/runtime-fact";
import type { Rule } from "@/lib/iis/site-config";

const FACTS = factItems([
  "any-value",
  "wildcard-ends",
  "prefix-stops-early",
  "contains-is-suffix-without-case",
]);

export interface RuleListProps {
  rules: RuleDraft[];
  onChange: (rules: RuleDraft[]) => void;
  /** Opens the way to take rules from a certificate; null: it is open. */
  onBuild: (() => void) | null;
  /** By path: `rules.0.matchCriteria`. */
  errors: Record<string, string>;
  form: string;
}

/** The rules of one mapping: all of them must hold. */
export function RuleList({ rules, onChange, onBuild, errors, form }: RuleListProps) {
  const errorsOf = (index: number): Partial<Record<keyof Rule, string>> => ({
    certificateField: errors[`rules.${index}.certificateField`],
    certificateSubField: errors[`rules.${index}.certificateSubField`],
    matchCriteria: errors[`rules.${index}.matchCriteria`],
  });
  const change = (key: number, patch: Partial<Rule>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...patch } : rule)));
  return (
    <Stack gap="xs" role="group" aria-label="Rules">
      <div>
        <Text size="sm" fw={600}>
          Rules
        </Text>
        <Text size="xs" c="dimmed" maw={720}>
          All must hold. A value is compared whole, blanks included. A * at the beginning or the end stands
          for anything, * alone for any value that is there; inside, * and ? stand for themselves.
        </Text>
        <FactNotes facts={FACTS} />
      </div>
      {rules.map((rule, index) => (
        <RuleFields
          key={rule.key}
          rule={rule}
          place={index + 1}
          onChange={(patch) => change(rule.key, patch)}
          onRemove={() => onChange(rules.filter(({ key }) => key !== rule.key))}
          errors={errorsOf(index)}
          form={form}
        />
      ))}
      {errors.rules && (
        <Text size="xs" c="var(--mantine-color-error)">
          {errors.rules}
        </Text>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...rules, ruleDraft(NEW_RULE)])}
        >
          Add a rule
        </Button>
        {onBuild && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconCertificate size={14} aria-hidden />}
            onClick={onBuild}
          >
            Build from a certificate
          </Button>
        )}
      </Group>
    </Stack>
  );
}
