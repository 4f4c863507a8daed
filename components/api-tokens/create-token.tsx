"use client";

import { Button, Group, Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ServerGroupSelect } from "@/components/server-groups/server-group-select";
import { IfMay } from "@/components/shell/rights";
import { CodeBlock } from "@/components/ui/code-block";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type ApiTokenMade, createApiTokenSchema, TOKEN_ROLES } from "@/lib/api/api-tokens";
import { apiTokenMutations, apiTokenQueries } from "@/lib/queries/api-tokens";

const FIELDS = ["name", "role", "days"] as const;

export function CreateToken() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <IfMay right="api-token.write">
      <Button onClick={open}>Make a token</Button>
      <Modal opened={opened} onClose={close} title="Make an API token">
        <Steps onClose={close} />
      </Modal>
    </IfMay>
  );
}

/** First what it is for, then the token itself. Forgotten when the dialog closes. */
function Steps({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<ApiTokenMade | null>(null);
  if (made === null) return <TokenForm onMade={setMade} onCancel={onClose} />;
  return (
    <Stack gap="md">
      <Text size="sm">
        Copy {made.token.name} now: it is not shown again. Keep it where the pipeline keeps its secrets, and
        send it as <code>Authorization: Bearer</code>.
      </Text>
      <CodeBlock label="API token" code={made.secret} lineNumbers={false} wrap />
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function TokenForm({ onMade, onCancel }: { onMade: (made: ApiTokenMade) => void; onCancel: () => void }) {
  const client = useQueryClient();
  const create = useMutation(apiTokenMutations.create());
  const form = useForm({
    initialValues: {
      name: "",
      role: TOKEN_ROLES[0] as (typeof TOKEN_ROLES)[number],
      serverGroupIds: [] as string[],
      days: 90 as number | string,
    },
    validate: (values) => {
      const issues = createApiTokenSchema.safeParse(values).error?.issues ?? [];
      return Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]).reverse());
    },
  });
  const submit = form.onSubmit(({ days, ...values }) =>
    create.mutate(
      { ...values, days: Number(days) },
      {
        onSuccess: (made) => {
          void client.invalidateQueries({ queryKey: apiTokenQueries.list().queryKey });
          onMade(made);
        },
        onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
      },
    ),
  );
  const placed = Object.keys(fieldErrors(create.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Events of the token have it: name the pipeline or script."
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("name")}
        />
        <NativeSelect
          label="Role"
          description="No token is an administrator: people, servers and tokens are let in by people."
          data={[...TOKEN_ROLES]}
          {...form.getInputProps("role")}
        />
        <ServerGroupSelect
          label="Server groups"
          placeholder="Every server"
          description="It sees only servers of these groups and pushes only there; none: every server."
          known={[]}
          value={form.values.serverGroupIds}
          onChange={(ids) => form.setFieldValue("serverGroupIds", ids)}
        />
        <NumberInput
          label="Valid for days"
          min={1}
          max={366}
          allowDecimal={false}
          {...form.getInputProps("days")}
        />
        {create.error && !placed && <ProblemAlert problem={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Make the token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
