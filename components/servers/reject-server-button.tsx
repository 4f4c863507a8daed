"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import type { ServerItem } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** `emphasised`: rejecting is what should be done now. */
export function RejectServerButton({ server, emphasised }: { server: ServerItem; emphasised: boolean }) {
  const [opened, { open, close }] = useDisclosure(false);
  const reject = useMutation(serverMutations.reject(server.id));
  return (
    <>
      <Button
        variant={emphasised ? "filled" : "default"}
        color={emphasised ? "red" : undefined}
        onClick={open}
      >
        Reject {server.name}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Reject ${server.name}?`}
        confirm={`Reject ${server.name}`}
        onConfirm={() => reject.mutate(undefined, { onSuccess: close })}
        pending={reject.isPending}
        problem={reject.error}
      >
        The agent is turned away for good. To let this server in later, enrol it again with a new token.
      </Confirm>
    </>
  );
}
