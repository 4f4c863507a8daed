"use client";

import { Button, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "@/components/ui/confirm";
import { type CutOffDetail, REASON_LIMIT } from "@/lib/api/cut-offs";
import { cutOffMutations } from "@/lib/queries/cut-offs";

/** Ends the hold of a cut-off, with a reason. */
export function LiftButton({ cutOff: { id, number, name } }: { cutOff: CutOffDetail }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const [reason, setReason] = useState("");
  const lift = useMutation(cutOffMutations.lift(id));
  return (
    <>
      <Button variant="default" onClick={open}>
        Lift…
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={`Lift cut-off ${number} of ${name}?`}
        confirm="Lift the cut-off"
        onConfirm={() =>
          lift.mutate(
            { reason },
            {
              onSuccess: (detail) => {
                client.setQueryData(["cut-offs", id], detail);
                close();
              },
            },
          )
        }
        pending={lift.isPending}
        problem={lift.error}
        complete={reason.trim() !== ""}
      >
        From then on revisions that let {name} in can be pushed again without a reason, older ones too.
        Lifting changes no server and no draft, and it stops no push of the cut-off that is on its way.
        <Textarea
          mt="sm"
          label="Why"
          description="Kept with the cut-off and in the audit."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={REASON_LIMIT}
          autosize
          minRows={2}
          required
          data-autofocus
        />
      </Confirm>
    </>
  );
}
