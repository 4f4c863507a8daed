"use client";

import { Modal, Stack, Text } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { SavedTestForm } from "@/components/saved-tests/saved-test-form";
import { SavedTestRow } from "@/components/saved-tests/saved-test-row";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState } from "@/components/ui/empty-state";
import classes from "@/components/ui/entry-list.module.css";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import type { SavedTestItem } from "@/lib/api/saved-tests";
import { savedTestMutations, savedTestQueries } from "@/lib/queries/saved-tests";

export interface SavedTestListProps {
  siteConfigId: string;
  version: number;
}

/** Every saved test of the site config against the draft, failing ones first. */
export function SavedTestList({ siteConfigId, version }: SavedTestListProps) {
  const tests = useQuery({
    ...savedTestQueries.list(siteConfigId, version),
    placeholderData: keepPreviousData,
  });
  const [editing, setEditing] = useState<SavedTestItem | null>(null);
  const [removing, setRemoving] = useState<SavedTestItem | null>(null);
  const opener = useRef<HTMLElement>(null);
  const update = useMutation(savedTestMutations.update(siteConfigId));
  const remove = useMutation(savedTestMutations.remove(siteConfigId));

  function close() {
    update.reset();
    remove.reset();
    setEditing(null);
    setRemoving(null);
  }
  const open = (show: (test: SavedTestItem) => void, test: SavedTestItem) => (from: HTMLElement | null) => {
    opener.current = from;
    show(test);
  };
  const giveBack = () => opener.current?.focus();

  if (tests.error) return <ProblemAlert problem={tests.error} onRetry={() => tests.refetch()} />;
  if (!tests.data) return <DetailSkeleton rows={3} />;
  const { items, failed } = tests.data;
  if (items.length === 0) {
    return (
      <EmptyState icon={IconChecklist}>
        Ask about one certificate and save the answer as a test. Saved tests run with every change, and a
        draft under which one fails is not published by accident.
      </EmptyState>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {failed === 0
          ? `All ${items.length.toLocaleString("en")} pass under the draft.`
          : `${failed.toLocaleString("en")} of ${items.length.toLocaleString("en")} fail under the draft. Publishing then asks for a reason.`}
      </Text>
      <ul className={classes.list} aria-label="Saved tests" aria-busy={tests.isPlaceholderData}>
        {items.map((test) => (
          <SavedTestRow
            key={test.id}
            test={test}
            href={
              test.certificateId && `/site-configs/${siteConfigId}?tab=test&certificate=${test.certificateId}`
            }
            onEdit={open(setEditing, test)}
            onRemove={open(setRemoving, test)}
          />
        ))}
      </ul>
      <Modal
        opened={editing !== null}
        onClose={close}
        onExitTransitionEnd={giveBack}
        returnFocus={false}
        title={`Change the test of ${editing?.displayName ?? ""}`}
      >
        {editing && (
          <SavedTestForm
            initial={editing}
            submit="Save the test"
            onSubmit={(change) => update.mutate({ id: editing.id, change }, { onSuccess: close })}
            onCancel={close}
            pending={update.isPending}
            problem={update.error}
          />
        )}
      </Modal>
      <Confirm
        opened={removing !== null}
        onClose={close}
        onClosed={giveBack}
        title={`Remove the test of ${removing?.displayName ?? ""}?`}
        confirm="Remove the test"
        onConfirm={() => removing && remove.mutate(removing.id, { onSuccess: close })}
        pending={remove.isPending}
        problem={remove.error}
      >
        A change that gives this certificate another account will be published without a question. The
        certificate itself stays as it is.
      </Confirm>
    </Stack>
  );
}
