"use client";

import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { PasswordForm } from "@/components/settings/password-form";
import { profileMutations } from "@/lib/queries/profile";

export function RemoveTotpDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const remove = useMutation(profileMutations.removeTotp());
  function close() {
    remove.reset();
    onClose();
  }
  return (
    <Modal opened={opened} onClose={close} title="Remove the authenticator app?">
      <PasswordForm
        submit="Remove the app"
        danger
        onSubmit={(password) => remove.mutate(password, { onSuccess: close })}
        onCancel={close}
        pending={remove.isPending}
        problem={remove.error}
      >
        Your password alone signs you in again. The recovery codes are worth nothing afterwards.
      </PasswordForm>
    </Modal>
  );
}
