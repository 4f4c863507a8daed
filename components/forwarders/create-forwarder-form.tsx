"use client";

import { Button, Group, NativeSelect, NumberInput, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KIND_WORDS } from "@/components/forwarders/forwarder-words";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import {
  type CreateForwarder,
  createForwarderSchema,
  FORWARDER_KINDS,
  type ForwarderMade,
} from "@/lib/api/event-forwarders";
import { forwarderMutations, forwarderQueries } from "@/lib/queries/event-forwarders";

const START = {
  kind: "syslog-tls" as CreateForwarder["kind"],
  name: "",
  host: "",
  port: 6514 as number | string,
  caPem: "",
  url: "",
  from: "now" as "now" | "start",
};
type Values = typeof START;
const FIELDS = Object.keys(START);

/** Where events shall go from now on. */
export function CreateForwarderForm({
  onMade,
  onCancel,
}: {
  onMade: (made: ForwarderMade) => void;
  onCancel: () => void;
}) {
  const client = useQueryClient();
  const create = useMutation(forwarderMutations.create());
  const form = useForm<Values>({
    initialValues: START,
    validate: (values) => {
      const issues = createForwarderSchema.safeParse(requestOf(values)).error?.issues ?? [];
      return Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message]).reverse());
    },
  });
  const { kind } = form.values;
  const submit = (values: Values) =>
    create.mutate(requestOf(values), {
      onSuccess: (made) => {
        void client.invalidateQueries({ queryKey: forwarderQueries.list().queryKey });
        onMade(made);
      },
      onError: (error) => form.setErrors(fieldErrors(error, FIELDS)),
    });
  const placed = Object.keys(fieldErrors(create.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <NativeSelect
          label="How"
          data={FORWARDER_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
          data-autofocus
          {...form.getInputProps("kind")}
        />
        <TextInput label="Name" placeholder="SIEM" autoComplete="off" {...form.getInputProps("name")} />
        {kind === "webhook" ? (
          <TextInput
            label="Address"
            description="Events are posted there as JSON, signed."
            placeholder="https://siem.example.com/certmap"
            spellCheck={false}
            {...form.getInputProps("url")}
          />
        ) : (
          <>
            <TextInput
              label="Host"
              placeholder="siem.example.com"
              spellCheck={false}
              {...form.getInputProps("host")}
            />
            <NumberInput
              label="Port"
              min={1}
              max={65_535}
              allowDecimal={false}
              {...form.getInputProps("port")}
            />
          </>
        )}
        {kind === "syslog-tls" && (
          <Textarea
            label="Certificate of the receiver's authority"
            description="As PEM text. Leave it empty for a public authority."
            autosize
            minRows={2}
            maxRows={6}
            spellCheck={false}
            {...form.getInputProps("caPem")}
          />
        )}
        <Radio.Group label="Begin with" {...form.getInputProps("from")}>
          <Stack gap={8} mt={8}>
            <Radio value="now" label="What happens from now on" />
            <Radio value="start" label="All events that there are" />
          </Stack>
        </Radio.Group>
        {create.error && !placed && <ProblemAlert problem={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Begin forwarding
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Only the fields of the kind; the schema knows no others. */
function requestOf({ kind, name, host, port, caPem, url, from }: Values): CreateForwarder {
  if (kind === "webhook") return { kind, name, url, from };
  const where = { name, host, port: typeof port === "number" ? port : Number.NaN, from };
  if (kind === "syslog-tcp") return { kind, ...where };
  return { kind, ...where, ...(caPem.trim() !== "" && { caPem }) };
}
