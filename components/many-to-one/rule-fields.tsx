"use client";

import { ActionIcon, Checkbox, NativeSelect, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { RuleDraft } from "@/components/many-to-one/mapping-draft";
import classes from "@/components/many-to-one/rule-fields.module.css";
import { SubfieldInput, subfieldHelp } from "@/components/many-to-one/subfield-input";
import { CERTIFICATE_FIELDS, type Rule } from "@/lib/iis/site-config";

export interface RuleFieldsProps {
  rule: RuleDraft;
  /** From 1. */
  place: number;
  onChange: (patch: Partial<Rule>) => void;
  onRemove: () => void;
  /** By the rule's attribute. */
  errors: Partial<Record<keyof Rule, string>>;
  form: string;
}

/** One rule, edited in place. */
export function RuleFields({ rule, place, onChange, onRemove, errors, form }: RuleFieldsProps) {
  const name = `Rule ${place}`;
  return (
    <fieldset className={classes.rule} style={{ border: 0, margin: 0, padding: 0 }} aria-label={name}>
      <NativeSelect
        aria-label={`${name}: field`}
        data={[...CERTIFICATE_FIELDS]}
        value={rule.certificateField}
        onChange={(event) =>
          onChange({ certificateField: event.currentTarget.value === "Issuer" ? "Issuer" : "Subject" })
        }
        error={errors.certificateField}
        form={form}
      />
      <SubfieldInput
        label={`${name}: subfield`}
        value={rule.certificateSubField}
        onChange={(certificateSubField) => onChange({ certificateSubField })}
        error={errors.certificateSubField}
        form={form}
      />
      <TextInput
        className={classes.criteria}
        aria-label={`${name}: value`}
        placeholder="Contoso, or Contoso* or *Contoso*"
        value={rule.matchCriteria}
        onChange={(event) => onChange({ matchCriteria: event.currentTarget.value })}
        error={errors.matchCriteria}
        form={form}
        spellCheck={false}
        autoCapitalize="none"
      />
      <Checkbox
        className={classes.case}
        size="sm"
        label="Match case"
        aria-label={`${name}: match case`}
        checked={rule.compareCaseSensitive}
        onChange={(event) => onChange({ compareCaseSensitive: event.currentTarget.checked })}
      />
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={`Remove rule ${place}`}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
      <Text size="xs" c="dimmed" className={classes.help}>
        {subfieldHelp(rule.certificateSubField)}
      </Text>
    </fieldset>
  );
}
