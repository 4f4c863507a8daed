"use client";

import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type MappingDraft, MappingForm } from "@/components/site-configs/mapping-form";
import { mappingMutations } from "@/lib/queries/mappings";

const EMPTY: MappingDraft = { name: "", certificate: null, account: null, enabled: true };

export interface AddMappingDialogProps {
  siteConfigId: string;
  opened: boolean;
  onClose: () => void;
}

export function AddMappingDialog({ siteConfigId, opened, onClose }: AddMappingDialogProps) {
  const add = useMutation(mappingMutations.add(siteConfigId));
  function close() {
    add.reset();
    onClose();
  }
  return (
    <Modal opened={opened} onClose={close} title="Add a mapping" size="lg">
      <MappingForm
        initial={EMPTY}
        submit="Add the mapping"
        onSubmit={(mapping) => add.mutate(mapping, { onSuccess: close })}
        onCancel={close}
        pending={add.isPending}
        problem={add.error}
      />
    </Modal>
  );
}
