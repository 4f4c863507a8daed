"use client";

import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { StateBadge } from "@/components/ui/state-badge";
import { type RulePart, rulePartsOf, rulesFromCertificate } from "@/lib/iis/certificate-rules";
import { CERTIFICATE_FIELDS, type Rule } from "@/lib/iis/site-config";
import type { Certificate } from "@/lib/pki/certificate";
import { windowsTypeName } from "@/lib/pki/name-types";
import { displayName } from "@/lib/pki/names";

export interface SamplePartsProps {
  sample: Certificate;
  onRules: (rules: Rule[]) => void;
  onCancel: () => void;
}

/** The parts of a certificate's names, to be ticked; who issued it and the organization are ticked already. */
export function SampleParts({ sample, onRules, onCancel }: SamplePartsProps) {
  const parts = rulePartsOf(sample);
  const [chosen, setChosen] = useState(proposedKeys(parts));
  const rules = rulesFromCertificate(sample, chosen);
  function toggle(key: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        What shall certificates have in common with that of {displayName(sample.subjectName) || "no name"}?
      </Text>
      {CERTIFICATE_FIELDS.toReversed().map((field) => (
        <Stack key={field} gap={6} role="group" aria-label={`${field} of ${displayName(sample.subjectName)}`}>
          <Text size="sm" fw={600}>
            {field}
          </Text>
          {parts
            .filter((part) => part.certificateField === field)
            .map((part) => (
              <Checkbox
                key={part.key}
                size="sm"
                checked={chosen.has(part.key)}
                disabled={part.refusal !== null}
                onChange={(event) => toggle(part.key, event.currentTarget.checked)}
                label={`${title(part)} = ${part.value}`}
                description={part.refusal}
                styles={{ label: { overflowWrap: "anywhere" } }}
              />
            ))}
        </Stack>
      ))}
      <Hint sample={sample} rules={rules} />
      <Group gap="xs">
        <Button size="compact-sm" disabled={rules.length === 0} onClick={() => onRules(rules)}>
          {rules.length === 1 ? "Use this rule" : `Use these ${rules.length} rules`}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Another certificate
        </Button>
      </Group>
    </Stack>
  );
}

function proposedKeys(parts: readonly RulePart[]): Set<string> {
  return new Set(parts.flatMap(({ key, proposed }) => (proposed ? [key] : [])));
}

/** `O`, or the OID with the name that people know it by. */
function title({ certificateSubField }: RulePart): string {
  if (!/^\d/.test(certificateSubField)) return certificateSubField;
  const known = windowsTypeName(certificateSubField);
  return known.startsWith("OID.") ? certificateSubField : `${known} (${certificateSubField})`;
}

function Hint({ sample, rules }: { sample: Certificate; rules: readonly Rule[] }) {
  if (sample.selfIssued)
    return (
      <StateBadge
        state="warning"
        wrap
        words="It names itself as its issuer: no other certificate will meet rules on both. Map it one-to-one, or take a certificate that an authority issued."
      />
    );
  const has = (field: Rule["certificateField"]) => rules.some((rule) => rule.certificateField === field);
  if (rules.length > 0 && !has("Issuer"))
    return (
      <StateBadge
        state="warning"
        wrap
        words="Without the issuer, any authority that the server trusts can issue a certificate that matches."
      />
    );
  if (rules.length > 0 && !has("Subject"))
    return (
      <StateBadge
        state="warning"
        wrap
        words="Without a part of the subject, every certificate of this issuer matches."
      />
    );
  return null;
}
