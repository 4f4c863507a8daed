"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import type { ServerItem } from "@/lib/api/servers";
import { serverMutations } from "@/lib/queries/servers";

/** `emphasised`: rejecting is what should be done now. */
export function RejectServerButton({
  server,
  emphasised,
  replaces = false,
}: {
  server: ServerItem;
  emphasised: boolean;
  /** Only the new keys are turned away. */
  replaces?: boolean;
}) {
  const [opened, { open, close }] = useDisclosure(false);
  const reject = useMutation(serverMutations.reject(server.id));
  const what = replaces ? "Reject the new keys" : `Reject ${server.name}`;
  return (
    <>
      <Button
        variant={emphasised ? "filled" : "default"}
        color={emphasised ? "red" : undefined}
        onClick={open}
      >
        {what}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`${what}?`}
        confirm={what}
        onConfirm={() => reject.mutate(undefined, { onSuccess: close })}
        pending={reject.isPending}
        problem={reject.error}
      >
        {replaces
          ? "The agent that asks is turned away. The server's own keys stay as they are."
          : "The agent is turned away for good. To let this server in later, enrol it again with a new token."}
      </Confirm>
    </>
  );
}
