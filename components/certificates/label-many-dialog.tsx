"use client";

import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { OwnerField, TagsField } from "@/components/certificates/label-fields";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { certificateMutations } from "@/lib/queries/certificates";

export interface LabelManyDialogProps {
  ids: string[];
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function LabelManyDialog({ ids, opened, onClose, onDone }: LabelManyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Owner and tags of ${say(ids.length)}`}>
      <LabelManyForm ids={ids} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function LabelManyForm({ ids, onClose, onDone }: Omit<LabelManyDialogProps, "opened">) {
  const [setsOwner, setSetsOwner] = useState(false);
  const [owner, setOwner] = useState("");
  const [addTags, setAddTags] = useState<string[]>([]);
  const [removeTags, setRemoveTags] = useState<string[]>([]);
  const label = useMutation(certificateMutations.label());
  const nothing = !setsOwner && addTags.length === 0 && removeTags.length === 0;
  function submit() {
    label.mutate(
      { ids, ...(setsOwner && { owner }), addTags, removeTags },
      {
        onSuccess: ({ changed }) => {
          notifications.show({ message: `Changed ${say(changed)}.` });
          onDone();
        },
      },
    );
  }
  return (
    <Stack gap="md">
      <Checkbox
        label="Change the owner"
        checked={setsOwner}
        onChange={(event) => setSetsOwner(event.currentTarget.checked)}
      />
      {setsOwner && (
        <OwnerField value={owner} onChange={setOwner} description="Empty: they have no owner any more." />
      )}
      <TagsField label="Add tags" value={addTags} onChange={setAddTags} />
      <TagsField label="Remove tags" value={removeTags} onChange={setRemoveTags} />
      {label.error && <ProblemAlert problem={label.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={submit} loading={label.isPending} disabled={nothing}>
          Change {say(ids.length)}
        </Button>
      </Group>
    </Stack>
  );
}

function say(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "certificate" : "certificates"}`;
}
