"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Confirm } from "@/components/ui/confirm";

export interface FormDialogProps extends Omit<ModalProps, "onClose" | "children"> {
  onClose: () => void;
  /** `close` asks first when something was typed; `setDirty` says whether. */
  children: (dialog: { close: () => void; setDirty: (dirty: boolean) => void }) => ReactNode;
}

/** A dialog with a form: Escape or a click beside it loses nothing that was typed without asking. */
export function FormDialog({ onClose, children, ...modal }: FormDialogProps) {
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  function finish() {
    setAsking(false);
    setDirty(false);
    onClose();
  }
  const close = () => (dirty ? setAsking(true) : finish());
  return (
    <>
      <Modal {...modal} onClose={close}>
        {children({ close, setDirty })}
      </Modal>
      <Confirm
        opened={asking && modal.opened}
        onClose={() => setAsking(false)}
        title="Discard what you typed?"
        confirm="Discard"
        onConfirm={finish}
      >
        It is not saved yet.
      </Confirm>
    </>
  );
}
