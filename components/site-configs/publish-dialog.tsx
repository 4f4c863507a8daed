"use client";

import { Button, Group, Modal, Stack, Text, Textarea, Title } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { DraftDiff } from "@/components/site-configs/draft-diff";
import { DraftLetsIn } from "@/components/site-configs/draft-lets-in";
import { PublishGate } from "@/components/site-configs/publish-gate";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { publishSchema, type SiteConfigDetail } from "@/lib/api/site-configs";
import { savedTestQueries } from "@/lib/queries/saved-tests";
import { siteConfigMutations } from "@/lib/queries/site-configs";

const FIELDS = ["message", "overrideReason"] as const;
/** Of the message alone: the schema refuses members that it does not know. */
const validateMessage = schemaResolver(publishSchema.pick({ message: true }), { sync: true });

export interface PublishDialogProps {
  siteConfig: SiteConfigDetail;
  opened: boolean;
  onClose: () => void;
}

/** See what changed, say why, publish. */
export function PublishDialog({ siteConfig, opened, onClose }: PublishDialogProps) {
  const next = (siteConfig.lastRevision ?? 0) + 1;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Publish revision ${next} of ${siteConfig.name}`}
      size="90rem"
    >
      <PublishForm siteConfig={siteConfig} next={next} onClose={onClose} />
    </Modal>
  );
}

function PublishForm({
  siteConfig,
  next,
  onClose,
}: {
  siteConfig: SiteConfigDetail;
  next: number;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const publish = useMutation(siteConfigMutations.publish(siteConfig.id));
  const tests = useQuery(savedTestQueries.list(siteConfig.id, siteConfig.version));
  const failed = tests.data?.items.filter(({ passed }) => !passed) ?? [];
  const blocked = failed.length > 0;
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { message: "", overrideReason: "" },
    validate: (values) => ({
      ...validateMessage({ message: values.message }),
      ...(blocked &&
        values.overrideReason.trim() === "" && { overrideReason: "Say why it is right to publish." }),
    }),
  });
  function submit({ message, overrideReason }: typeof form.values) {
    publish.mutate(
      { message, version: siteConfig.version, ...(blocked && { overrideReason }) },
      {
        onSuccess: ({ number }) => {
          notifications.show({ message: `Revision ${number} is published. It can be pushed now.` });
          onClose();
        },
        onError: (error) => {
          form.setErrors(fieldErrors(error, FIELDS));
          // The draft may have changed: show what would be published now.
          void client.invalidateQueries();
        },
      },
    );
  }
  const placed = Object.keys(fieldErrors(publish.error, FIELDS)).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <section aria-labelledby="publish-changes">
          <Title order={2} size="h5" mb="xs" id="publish-changes">
            {siteConfig.lastRevision === null ? "It holds" : `Since revision ${siteConfig.lastRevision}`}
          </Title>
          <DraftDiff siteConfig={siteConfig} />
        </section>
        <DraftLetsIn siteConfig={siteConfig} />
        <Textarea
          label="Message"
          description="Why, in a few words. Shown in the history."
          placeholder="Access for Alice, ticket 4711"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          data-autofocus
          key={form.key("message")}
          {...form.getInputProps("message")}
        />
        {blocked && (
          <PublishGate siteConfigId={siteConfig.id} failed={failed}>
            <Textarea
              label="Reason to publish past failing tests"
              placeholder="Alice has left; her test goes with the next change"
              autosize
              minRows={1}
              maxRows={6}
              maxLength={500}
              key={form.key("overrideReason")}
              {...form.getInputProps("overrideReason")}
            />
          </PublishGate>
        )}
        {tests.error && <ProblemAlert problem={tests.error} title="The saved tests could not be run" />}
        <Text size="sm" c="dimmed">
          A revision never changes. Publishing changes no server: pushing does.
        </Text>
        {publish.error && !placed && <ProblemAlert problem={publish.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color={blocked ? "red" : undefined} loading={publish.isPending}>
            Publish revision {next}
            {blocked &&
              ` past ${failed.length.toLocaleString("en")} failing ${failed.length === 1 ? "test" : "tests"}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
