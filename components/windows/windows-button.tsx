"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { WindowsDialog } from "@/components/windows/windows-dialog";

/** Opens the maintenance windows of a server. */
export function WindowsButton({ server }: { server: { id: string; name: string } }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={open}>
        Maintenance windows
      </Button>
      {opened && <WindowsDialog kind="servers" id={server.id} name={server.name} onClose={close} />}
    </>
  );
}
