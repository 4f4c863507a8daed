"use client";

import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { AccountPicker } from "@/components/accounts/account-picker";
import { CertificatePicker } from "@/components/certificates/certificate-picker";
import { fieldErrors } from "@/components/ui/field-errors";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import type { SearchOption } from "@/components/ui/search-select";
import { type AddMapping, addMappingSchema } from "@/lib/api/site-configs";

const FIELDS = ["name", "certificateId", "accountId", "enabled"] as const;

export interface MappingDraft {
  name: string;
  certificate: SearchOption | null;
  account: SearchOption | null;
  enabled: boolean;
}

export interface MappingFormProps {
  initial: MappingDraft;
  /** Only another certificate: the rest stays as it is. */
  certificateOnly?: boolean;
  /** Why a certificate cannot be taken, such as where it is mapped already; null: it can. */
  taken: (certificateId: string) => ReactNode;
  /** Something to know before it is sent, above the buttons. */
  notice?: ReactNode;
  /** Is there something that would be lost by closing? */
  onDirtyChange: (dirty: boolean) => void;
  submit: string;
  onSubmit: (mapping: Required<AddMapping>) => void;
  onCancel: () => void;
  pending: boolean;
  problem: (ProblemLike & { field?: string }) | null;
}

/** Which certificate becomes which account. What is typed stays after a refusal. */
export function MappingForm(props: MappingFormProps) {
  const { initial, certificateOnly = false, submit, onSubmit, onCancel, pending, problem } = props;
  const [draft, setDraft] = useState(initial);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const refused = fieldErrors(problem, FIELDS);
  const dirty = !sameDraft(draft, initial);
  const taken = draft.certificate && props.taken(draft.certificate.value);
  const errors: Record<string, ReactNode> = {
    ...refused,
    ...missing,
    ...(taken && { certificateId: taken }),
  };

  function change(patch: Partial<MappingDraft>) {
    const next = { ...draft, ...patch };
    setDraft(next);
    setMissing({});
    props.onDirtyChange(!sameDraft(next, initial));
  }
  function onFormSubmit(event: FormEvent) {
    event.preventDefault();
    if (taken) return;
    const parsed = addMappingSchema.safeParse({
      name: draft.name,
      enabled: draft.enabled,
      certificateId: draft.certificate?.value,
      accountId: draft.account?.value,
    });
    if (parsed.success) return onSubmit(parsed.data);
    setMissing(
      Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])),
    );
  }

  return (
    // Not one form element: creating an account has a form of its own inside.
    <Stack gap="md">
      <LeaveGuard when={dirty && !pending} />
      <CertificatePicker
        value={draft.certificate}
        onChange={(certificate) => change({ certificate })}
        error={errors.certificateId}
      />
      {!certificateOnly && (
        <AccountPicker
          value={draft.account}
          onChange={(account) => change({ account })}
          error={errors.accountId}
        />
      )}
      <form noValidate onSubmit={onFormSubmit}>
        <Stack gap="md">
          {!certificateOnly && (
            <>
              <TextInput
                label="Name"
                description="For people. IIS does not know it; empty takes the certificate's name."
                maxLength={120}
                value={draft.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
                error={errors.name}
              />
              <Switch
                label="Enabled"
                description="A disabled mapping stays in the file and lets nobody in."
                checked={draft.enabled}
                onChange={(event) => change({ enabled: event.currentTarget.checked })}
              />
            </>
          )}
          {props.notice}
          {problem && Object.keys(refused).length === 0 && <ProblemAlert problem={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={pending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

function sameDraft(a: MappingDraft, b: MappingDraft): boolean {
  return (
    a.name === b.name &&
    a.enabled === b.enabled &&
    a.certificate?.value === b.certificate?.value &&
    a.account?.value === b.account?.value
  );
}
