"use client";

import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { NameForm } from "@/components/site-configs/name-form";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigMutations } from "@/lib/queries/site-configs";

export interface RenameDialogProps {
  siteConfig: SiteConfigDetail;
  opened: boolean;
  onClose: () => void;
  onClosed: () => void;
}

export function RenameDialog({ siteConfig, opened, onClose, onClosed }: RenameDialogProps) {
  const update = useMutation(siteConfigMutations.update(siteConfig.id));
  const { version } = siteConfig;
  function close() {
    update.reset();
    onClose();
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title={`Rename ${siteConfig.name}`}
    >
      <NameForm
        name={siteConfig.name}
        submit="Save the name"
        onSubmit={(name) => update.mutate({ version, change: { name } }, { onSuccess: close })}
        onCancel={close}
        pending={update.isPending}
        problem={update.error}
      />
    </Modal>
  );
}
