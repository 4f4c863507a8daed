"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { z } from "zod";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SecretField } from "@/components/ui/secret-field";
import { type AccountItem, createAccountSchema, passwordSchema } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";

const FIELDS = ["userName", "password"] as const;
/** An empty field is no password. */
const formSchema = createAccountSchema.extend({
  password: z
    .string()
    .transform((typed) => (typed === "" ? undefined : typed))
    .pipe(passwordSchema.optional()),
});

export interface CreateAccountFormProps {
  onCreated: (account: AccountItem) => void;
  onCancel: () => void;
  userName?: string;
}

export function CreateAccountForm({ onCreated, onCancel, userName = "" }: CreateAccountFormProps) {
  const create = useMutation(accountMutations.create());
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { userName, password: "" },
    validate: schemaResolver(formSchema, { sync: true }),
  });
  function submit(values: typeof form.values) {
    create.mutate(formSchema.parse(values), {
      onSuccess: onCreated,
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });
  }
  // It may stand inside another form, on the way to a mapping.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.stopPropagation();
    form.onSubmit(submit)(event);
  }
  const placed = Object.keys(fieldErrors(create.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={onSubmit}>
      <Stack gap="md">
        <TextInput
          label="Account"
          description="As Windows writes it: DOMAIN\user, .\user for a local account, or user@domain."
          placeholder="CONTOSO\svc-claims"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          key={form.key("userName")}
          {...form.getInputProps("userName")}
        />
        <SecretField
          label="Password"
          description="IIS logs the account on with it. It is sealed at once and never shown again. You can also set it later."
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        {create.error && !placed && <ProblemAlert problem={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create the account
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
