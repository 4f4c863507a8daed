"use client";

import { Button, Modal } from "@mantine/core";
import { EnrolServerButton } from "@/components/servers/enrol-server-button";
import { EnrolServerDialog } from "@/components/servers/enrol-server-dialog";
import { SampleServerButton } from "@/components/servers/sample-server-button";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import { useUrlState } from "@/components/ui/use-url-state";

/** The main action of the list, and the lesser one before it. Outside the list, which may be rebuilt while the dialog is open. */
export function ServerActions() {
  const [{ enrol }, setAddress] = useUrlState({ enrol: "" });
  const mayEnrol = useMay("server.write");
  const close = () => setAddress({ enrol: "" });
  return (
    <>
      <Button component={AppLink} href="/server-groups" variant="default">
        Server groups
      </Button>
      <SampleServerButton />
      <EnrolServerButton />
      {/* A click beside it must not throw away a token that is shown only once. */}
      <Modal
        opened={enrol === "open" && mayEnrol}
        onClose={close}
        title="Enrol a server"
        size="lg"
        closeOnClickOutside={false}
      >
        <EnrolServerDialog onClose={close} />
      </Modal>
    </>
  );
}
