"use client";

import { Button, Group, Radio, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { type UpdateSavedTest, updateSavedTestSchema } from "@/lib/api/saved-tests";
import { type Expectation, REFUSALS, type Refusal } from "@/lib/iis/expectation";

const KINDS: readonly { value: Expectation["kind"]; label: string; description: string }[] = [
  { value: "account", label: "It becomes an account", description: "A mapping lets it in as this account." },
  { value: "refused", label: "It is refused", description: "The client gets this status." },
  { value: "anonymous", label: "It is let in as IUSR", description: "By anonymous authentication." },
  {
    value: "unmapped",
    label: "It matches no mapping",
    description: "Whatever the other ways in make of it.",
  },
];
const STATUSES: Record<Refusal, string> = {
  "403.12": "403.12: a mapping denies",
  "401.1": "401.1: the logon fails",
  "401.2": "401.2: nobody is signed in",
};

export interface SavedTestFormProps {
  initial: { expected: Expectation; note: string };
  submit: string;
  onSubmit: (test: Required<UpdateSavedTest>) => void;
  onCancel: () => void;
  pending: boolean;
  problem: (ProblemLike & { field?: string }) | null;
}

/** What must come out, and why. */
export function SavedTestForm({ initial, submit, onSubmit, onCancel, pending, problem }: SavedTestFormProps) {
  const { expected } = initial;
  const [kind, setKind] = useState(expected.kind);
  const [userName, setUserName] = useState(expected.kind === "account" ? expected.userName : "");
  const [status, setStatus] = useState<Refusal>(expected.kind === "refused" ? expected.status : "403.12");
  const [note, setNote] = useState(initial.note);
  const [missing, setMissing] = useState("");
  const refused = fieldErrors(problem, ["expected.userName", "note"]);

  function onFormSubmit(event: FormEvent) {
    event.preventDefault();
    const wanted = kind === "account" ? { kind, userName } : kind === "refused" ? { kind, status } : { kind };
    const parsed = updateSavedTestSchema.safeParse({ expected: wanted, note });
    if (!parsed.success) return setMissing(parsed.error.issues[0]?.message ?? "");
    onSubmit({ expected: parsed.data.expected ?? expected, note: parsed.data.note ?? "" });
  }
  return (
    <form noValidate onSubmit={onFormSubmit}>
      <Stack gap="md">
        <Radio.Group
          label="What must come out"
          value={kind}
          onChange={(next) => setKind(KINDS.find(({ value }) => value === next)?.value ?? "account")}
        >
          <Stack gap="xs" mt={4}>
            {KINDS.map(({ value, label, description }) => (
              <Radio key={value} value={value} label={label} description={description} />
            ))}
          </Stack>
        </Radio.Group>
        {kind === "account" && (
          <TextInput
            label="Account"
            description="As DOMAIN\user; case does not count."
            value={userName}
            onChange={(event) => {
              setUserName(event.currentTarget.value);
              setMissing("");
            }}
            error={missing || refused["expected.userName"]}
            maxLength={256}
            autoComplete="off"
            spellCheck={false}
          />
        )}
        {kind === "refused" && (
          <Select
            label="Status"
            data={REFUSALS.map((value) => ({ value, label: STATUSES[value] }))}
            value={status}
            onChange={(next) => setStatus(REFUSALS.find((each) => each === next) ?? status)}
            allowDeselect={false}
          />
        )}
        <Textarea
          label="Note"
          description="Why it must be so. Optional."
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={refused.note}
          autosize
          minRows={1}
          maxLength={500}
        />
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
  );
}
