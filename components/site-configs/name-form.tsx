"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { createSiteConfigSchema } from "@/lib/api/site-configs";

export interface NameFormProps {
  name: string;
  submit: string;
  onSubmit: (name: string) => void;
  onCancel: () => void;
  pending: boolean;
  problem: (ProblemLike & { field?: string }) | null;
}

export function NameForm({ name, submit, onSubmit, onCancel, pending, problem }: NameFormProps) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name },
    validate: schemaResolver(createSiteConfigSchema, { sync: true }),
  });
  const refused = fieldErrors(problem, ["name"]);
  return (
    <form noValidate onSubmit={form.onSubmit((values) => onSubmit(values.name.trim()))}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="What people call it, often the site's name."
          placeholder="Partner portal"
          autoComplete="off"
          maxLength={120}
          data-autofocus
          key={form.key("name")}
          {...form.getInputProps("name")}
          error={form.errors.name ?? refused.name}
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
