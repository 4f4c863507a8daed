"use client";

import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Radio,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { createEnrolmentTokenSchema, type EnrolmentTokenAnswer } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

interface Values {
  hostName: string;
  reach: "all" | "some";
  allowedSites: string[];
  minutes: string;
  automaticApproval: boolean;
}

/** One token lets in one named host, for the sites named here, once. */
export function EnrolServerForm({
  onMade,
  onCancel,
}: {
  onMade: (answer: EnrolmentTokenAnswer) => void;
  onCancel: () => void;
}) {
  const create = useMutation(serverMutations.createEnrolmentToken());
  const form = useForm<Values>({
    initialValues: { hostName: "", reach: "all", allowedSites: [], minutes: "30", automaticApproval: false },
    validate: (values) => {
      const parsed = createEnrolmentTokenSchema.safeParse(request(values));
      const errors: Record<string, string> = {};
      for (const issue of parsed.error?.issues ?? []) errors[String(issue.path[0])] ??= issue.message;
      // An empty list would mean every site: the opposite of what the person chose.
      if (values.reach === "some" && values.allowedSites.length === 0)
        errors.allowedSites = "Enter at least one site, as IIS names it.";
      return errors;
    },
  });
  return (
    <form
      onSubmit={form.onSubmit((values) => create.mutate(request(values), { onSuccess: onMade }))}
      noValidate
    >
      <Stack gap="md">
        <Text size="sm">
          You get a command to run on the server. Its agent dials out to this console; the server opens no
          port. It can write client certificate settings and nothing else.
        </Text>
        <TextInput
          label="Host name"
          description="As the server calls itself (run hostname there). The token works on this host only."
          placeholder="WEB01"
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          {...form.getInputProps("hostName")}
        />
        <Radio.Group label="Sites that the agent may write" {...form.getInputProps("reach")}>
          <Stack gap={8} mt={8}>
            <Radio value="all" label="All sites of the server" />
            <Radio value="some" label="Only the sites that I name" />
          </Stack>
        </Radio.Group>
        {form.values.reach === "some" && (
          <TagsInput
            label="Site names"
            description="As IIS Manager shows them. Press Enter after each."
            placeholder="Partner portal"
            {...form.getInputProps("allowedSites")}
          />
        )}
        <NativeSelect
          label="The token is valid for"
          data={[
            { value: "15", label: "15 minutes" },
            { value: "30", label: "30 minutes" },
            { value: "60", label: "60 minutes" },
          ]}
          {...form.getInputProps("minutes")}
        />
        <Checkbox
          label="Approve it without a look at the fingerprint"
          description={`Whoever runs the command first within its ${form.values.minutes} minutes is let in under this host name, and a host name is only what a machine says of itself. For roll-outs that nobody watches. Not for a host name that is known here already.`}
          {...form.getInputProps("automaticApproval", { type: "checkbox" })}
        />
        {create.error && <ProblemAlert problem={create.error} title="No token was made" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Make the command
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function request(values: Values) {
  return {
    hostName: values.hostName,
    allowedSites: values.reach === "all" ? [] : values.allowedSites,
    minutes: Number(values.minutes),
    automaticApproval: values.automaticApproval,
  };
}
