"use client";

import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { MappingForm } from "@/components/site-configs/mapping-form";
import type { MappingItem } from "@/lib/api/site-configs";
import { mappingMutations } from "@/lib/queries/mappings";

export interface EditMappingDialogProps {
  siteConfigId: string;
  /** Null: closed. */
  mapping: MappingItem | null;
  onClose: () => void;
  onClosed: () => void;
}

export function EditMappingDialog({ siteConfigId, mapping, onClose, onClosed }: EditMappingDialogProps) {
  const update = useMutation(mappingMutations.update(siteConfigId));
  function close() {
    update.reset();
    onClose();
  }
  return (
    <Modal
      opened={mapping !== null}
      onClose={close}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title="Change the mapping"
      size="lg"
    >
      {mapping && (
        <MappingForm
          initial={{
            name: mapping.name,
            enabled: mapping.enabled,
            certificate: { value: mapping.certificate.id, label: mapping.certificate.displayName },
            account: { value: mapping.account.id, label: mapping.account.userName },
          }}
          submit="Save the mapping"
          onSubmit={(change) => update.mutate({ id: mapping.id, change }, { onSuccess: close })}
          onCancel={close}
          pending={update.isPending}
          problem={update.error}
        />
      )}
    </Modal>
  );
}
