"use client";

import { Button, Group, Modal, Stack, Text, Textarea, Title } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { DraftDiff } from "@/components/site-configs/draft-diff";
import { fieldErrors } from "@/components/ui/field-errors";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { publishSchema, type SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigMutations } from "@/lib/queries/site-configs";

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
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { message: "" },
    validate: schemaResolver(publishSchema, { sync: true }),
  });
  function submit({ message }: { message: string }) {
    publish.mutate(
      { message, version: siteConfig.version },
      {
        onSuccess: ({ number }) => {
          notifications.show({ message: `Revision ${number} is published. It can be pushed now.` });
          onClose();
        },
        onError: (error) => {
          form.setErrors(fieldErrors(error, ["message"]));
          // The draft may have changed: show what would be published now.
          void client.invalidateQueries();
        },
      },
    );
  }
  const placed = Object.keys(fieldErrors(publish.error, ["message"])).length > 0;
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack gap="md">
        <section aria-labelledby="publish-changes">
          <Title order={2} size="h5" mb="xs" id="publish-changes">
            {siteConfig.lastRevision === null ? "It holds" : `Since revision ${siteConfig.lastRevision}`}
          </Title>
          <DraftDiff siteConfig={siteConfig} />
        </section>
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
        <Text size="sm" c="dimmed">
          A revision never changes. Publishing changes no server: pushing does.
        </Text>
        {publish.error && !placed && <ProblemAlert problem={publish.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={publish.isPending}>
            Publish revision {next}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
