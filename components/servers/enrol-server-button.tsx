"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { EnrolServerDialog } from "@/components/servers/enrol-server-dialog";

export function EnrolServerButton() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        Enrol a server
      </Button>
      {/* A click beside it must not throw away a token that is shown only once. */}
      <Modal opened={opened} onClose={close} title="Enrol a server" size="lg" closeOnClickOutside={false}>
        <EnrolServerDialog onClose={close} />
      </Modal>
    </>
  );
}
