"use client";

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { acceptFindingSchema, type DraftFinding } from "@/lib/api/findings";
import { findingMutations } from "@/lib/queries/findings";

export interface AcceptDialogProps {
  siteConfigId: string;
  /** Null: closed. */
  finding: DraftFinding | null;
  onClose: () => void;
  onClosed: () => void;
}

/** Lets a finding stand, and says why. */
export function AcceptDialog({ siteConfigId, finding, onClose, onClosed }: AcceptDialogProps) {
  return (
    <Modal
      opened={finding !== null}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title="Accept the finding?"
    >
      {finding && <AcceptForm siteConfigId={siteConfigId} finding={finding} onClose={onClose} />}
    </Modal>
  );
}

function AcceptForm({
  siteConfigId,
  finding: { code, subject, message },
  onClose,
}: {
  siteConfigId: string;
  finding: DraftFinding;
  onClose: () => void;
}) {
  const accept = useMutation(findingMutations.accept(siteConfigId));
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { reason: "" },
    validate: schemaResolver(acceptFindingSchema.pick({ reason: true }), { sync: true }),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ reason }) =>
        accept.mutate({ code, subject, reason }, { onSuccess: onClose }),
      )}
    >
      <Stack gap="md">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {message}
        </Text>
        <Text size="sm">
          It no longer counts as long as what it is about stays as it is now. The reason and your name are
          kept with it and in the audit.
        </Text>
        <Textarea
          label="Reason"
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          key={form.key("reason")}
          {...form.getInputProps("reason")}
        />
        {accept.error && <ProblemAlert problem={accept.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={accept.isPending}>
            Accept the finding
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
