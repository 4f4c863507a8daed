"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { IfMay } from "@/components/shell/rights";
import { ApiError } from "@/lib/queries/api-error";
import { serverMutations } from "@/lib/queries/servers";

/** Starts a real agent on this machine, over a made-up applicationHost.config: for trying the whole way out. */
export function SampleServerButton({ onStarted }: { onStarted?: () => void }) {
  const start = useMutation(serverMutations.startSample());
  function run() {
    start.mutate(undefined, {
      onSuccess: () => {
        onStarted?.();
        notifications.show({
          title: "The sample server is starting",
          message: "It asks to join within a few seconds and then waits for your approval.",
        });
      },
      onError: (error) =>
        notifications.show({
          color: "red",
          autoClose: false,
          title: error instanceof ApiError ? error.title : "The sample server did not start",
          message: error instanceof ApiError ? `${error.detail} Code ${error.code}.` : error.message,
        }),
    });
  }
  return (
    <IfMay right="server.write">
      <Button variant="default" onClick={run} loading={start.isPending}>
        Add a sample server
      </Button>
    </IfMay>
  );
}
