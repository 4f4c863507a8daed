"use client";

import { Alert, Button, Fieldset, Group, NativeSelect, Stack, Switch, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { AccountPicker } from "@/components/accounts/account-picker";
import { LiveMatches } from "@/components/many-to-one/live-matches";
import { bodyOf, type MappingDraft, plainRules, ruleDraft } from "@/components/many-to-one/mapping-draft";
import { PermissionChoice } from "@/components/many-to-one/permission-choice";
import { RuleList } from "@/components/many-to-one/rule-list";
import { SampleParts } from "@/components/many-to-one/sample-parts";
import { SamplePicker } from "@/components/many-to-one/sample-picker";
import { useSaveMapping } from "@/components/many-to-one/use-save-mapping";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { addManyToOneSchema, type ManyToOneItem } from "@/lib/api/many-to-one";
import { ruleText } from "@/lib/iis/rule-text";
import type { Rule } from "@/lib/iis/site-config";
import type { Certificate } from "@/lib/pki/certificate";

export interface EditorFormProps {
  siteConfigId: string;
  version: number;
  /** All of them, first to last. */
  items: readonly ManyToOneItem[];
  /** The one that is changed; null: a new one. */
  base: ManyToOneItem | null;
  initial: MappingDraft;
  /** Begin with a certificate. */
  fromCertificate?: boolean;
  onDone: () => void;
}

/** One mapping: what it is called, whom it lets in as whom, and what it matches right now. What is typed stays after a refusal. */
export function EditorForm(props: EditorFormProps) {
  const { siteConfigId, version, items, base, initial, fromCertificate = false, onDone } = props;
  const form = useId();
  const [draft, setDraft] = useState(initial);
  const [building, setBuilding] = useState(fromCertificate);
  const [sample, setSample] = useState<Certificate | null>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const saving = useSaveMapping(siteConfigId, base, onDone);
  const dirty = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(initial));
  useWarnBeforeLeaving(dirty);
  const name = useRef<HTMLInputElement>(null);
  // A dialog brings the focus by itself; a form that opens in the list does not.
  const focusAtFirst = useEffectEvent(() => {
    if (base !== null) name.current?.focus();
  });
  useEffect(() => focusAtFirst(), []);
  const refused = fieldErrors(saving.problem, fieldsOf(draft));
  const errors = { ...refused, ...missing };

  function change(patch: Partial<MappingDraft>) {
    setDraft((now) => ({ ...now, ...patch }));
    setMissing({});
  }
  function takeRules(rules: Rule[]) {
    const known = new Set(plainRules(draft.rules).map(ruleText));
    const added = rules.filter((rule) => !known.has(ruleText(rule)));
    change({
      rules: [...draft.rules, ...added.map(ruleDraft)],
      ...(draft.name.trim() === "" && { name: nameOf(rules) }),
    });
    setBuilding(false);
    setSample(null);
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const body = bodyOf(draft);
    const parsed = addManyToOneSchema.safeParse(body);
    if (parsed.success) return saving.save(body);
    const messages = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message] as const);
    // The first message of a field is the nearest one.
    setMissing(Object.fromEntries(messages.reverse()));
  }

  return (
    // The form element stands beside its fields: creating an account has a form of its own inside.
    <Stack gap="md">
      <form id={form} noValidate onSubmit={onSubmit} />
      {building && (
        <Fieldset legend="Build from a certificate">
          {sample ? (
            <SampleParts
              key={sample.sha256}
              sample={sample}
              onRules={takeRules}
              onCancel={() => setSample(null)}
            />
          ) : (
            <Stack gap="sm">
              <SamplePicker onSample={setSample} />
              <Group>
                <Button variant="default" size="compact-sm" onClick={() => setBuilding(false)}>
                  Write the rules by hand
                </Button>
              </Group>
            </Stack>
          )}
        </Fieldset>
      )}
      <TextInput
        ref={name}
        label="Name"
        description="IIS knows the mapping by it; each name stands once."
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
        form={form}
        maxLength={256}
        data-autofocus={building ? undefined : true}
      />
      <PermissionChoice
        value={draft.permissionMode}
        onChange={(permissionMode) => change({ permissionMode })}
      />
      {draft.permissionMode === "Allow" ? (
        <AccountPicker
          value={draft.account}
          onChange={(account) => change({ account })}
          error={errors.accountId}
        />
      ) : (
        draft.account && (
          <Group gap="xs">
            <Text size="sm">The account {draft.account.label} stays in the entry. IIS does not use it.</Text>
            <Button variant="default" size="compact-sm" onClick={() => change({ account: null })}>
              Take it out
            </Button>
          </Group>
        )
      )}
      <RuleList
        rules={draft.rules}
        onChange={(rules) => change({ rules })}
        onBuild={building ? null : () => setBuilding(true)}
        errors={errors}
        form={form}
      />
      <LiveMatches siteConfigId={siteConfigId} version={version} mappingId={base?.id ?? null} draft={draft} />
      {base === null && items.length > 0 && (
        <NativeSelect
          label="Place"
          description="The first mapping that matches decides."
          data={[
            ...items.map((item, index) => ({ value: item.id, label: `Before ${index + 1}, ${item.name}` })),
            { value: "", label: "Last" },
          ]}
          value={draft.before ?? ""}
          onChange={(event) => change({ before: event.currentTarget.value || null })}
          error={errors.before}
        />
      )}
      <TextInput
        label="Description"
        description="For people; IIS keeps it in the file."
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={errors.description}
        form={form}
        maxLength={1000}
      />
      <Switch
        label="Enabled"
        description="A disabled mapping stays in the file, and IIS passes over it."
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {saving.theirs ? (
        <Alert color="orange" variant="default" role="alert" title="Somebody else changed this mapping">
          <Text size="sm">
            Nothing was saved. It is now: {saving.theirs.name}, {saving.theirs.permissionMode}
            {saving.theirs.account && ` as ${saving.theirs.account.userName}`},{" "}
            {saving.theirs.rules.map(ruleText).join("; ") || "no rules"}.
          </Text>
          <Group gap="xs" mt="xs">
            <Button variant="default" size="compact-sm" onClick={saving.keepMine}>
              Keep what I typed
            </Button>
            <Button variant="default" size="compact-sm" onClick={onDone}>
              Take theirs
            </Button>
          </Group>
        </Alert>
      ) : (
        saving.problem &&
        Object.keys(refused).length === 0 &&
        !saving.pending && <ProblemAlert problem={saving.problem} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" form={form} loading={saving.pending} disabled={saving.theirs !== null}>
          {base === null ? "Add the mapping" : "Save the mapping"}
        </Button>
      </Group>
    </Stack>
  );
}

/** Every field that an error can stand beside. */
function fieldsOf({ rules }: MappingDraft): string[] {
  const ofRules = rules.flatMap((_rule, index) =>
    ["certificateField", "certificateSubField", "matchCriteria"].map((field) => `rules.${index}.${field}`),
  );
  return ["name", "description", "accountId", "before", "rules", ...ofRules];
}

/** `Contoso Ltd by Contoso CA`: what the rules ask of the subject and of the issuer. */
function nameOf(rules: readonly Rule[]): string {
  const value = (field: Rule["certificateField"], subFields: readonly string[]) =>
    subFields.flatMap(
      (subField) =>
        rules.find((rule) => rule.certificateField === field && rule.certificateSubField === subField)
          ?.matchCriteria ?? [],
    )[0];
  const parts = [value("Subject", ["O", "OU", "CN"]), value("Issuer", ["CN", "O"])];
  return parts.filter(Boolean).join(" by ").slice(0, 256);
}

function useWarnBeforeLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
}
