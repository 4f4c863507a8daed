"use client";

import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconChecklist } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { SavedTestForm } from "@/components/saved-tests/saved-test-form";
import { IfMay } from "@/components/shell/rights";
import type { ResolutionItem } from "@/lib/api/resolutions";
import type { CreateSavedTest } from "@/lib/api/saved-tests";
import { type Expectation, REFUSALS, verdictOf } from "@/lib/iis/expectation";
import { savedTestMutations } from "@/lib/queries/saved-tests";

export interface SaveTestButtonProps {
  siteConfigId: string;
  /** Stored, or as a blob. */
  certificate: Pick<CreateSavedTest, "certificateId" | "certificate">;
  name: string;
  /** What came out is proposed as what must come out. */
  resolution: ResolutionItem;
}

/** Keeps the question with the answer that it must have. */
export function SaveTestButton({ siteConfigId, certificate, name, resolution }: SaveTestButtonProps) {
  const [opened, dialog] = useDisclosure(false);
  const create = useMutation(savedTestMutations.create(siteConfigId));
  function close() {
    create.reset();
    dialog.close();
  }
  return (
    <IfMay right="site-config.write">
      <Button
        variant="default"
        leftSection={<IconChecklist size={16} aria-hidden />}
        onClick={dialog.open}
        style={{ alignSelf: "start" }}
      >
        Save as a test
      </Button>
      <Modal opened={opened} onClose={close} title={`Save a test of ${name}`}>
        <SavedTestForm
          initial={{ expected: proposal(resolution), note: "" }}
          submit="Save the test"
          onSubmit={(test) =>
            create.mutate(
              { ...certificate, ...test },
              {
                onSuccess: () => {
                  notifications.show({ message: "The test is saved. It runs with every change." });
                  close();
                },
              },
            )
          }
          onCancel={close}
          pending={create.isPending}
          problem={create.error}
        />
      </Modal>
    </IfMay>
  );
}

function proposal(resolution: ResolutionItem): Expectation {
  const status = REFUSALS.find((each) => each === resolution.outcome.status);
  if (status !== undefined) return { kind: "refused", status };
  if (resolution.account !== null) return { kind: "account", userName: resolution.account };
  return { kind: verdictOf(resolution) === "anonymous" ? "anonymous" : "unmapped" };
}
