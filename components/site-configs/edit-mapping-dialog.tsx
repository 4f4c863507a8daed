"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { attemptChange, type MappingConflict } from "@/components/site-configs/attempt-change";
import { MappingConflictNotice } from "@/components/site-configs/mapping-conflict-notice";
import { type MappingDraft, MappingForm } from "@/components/site-configs/mapping-form";
import { FormDialog } from "@/components/ui/form-dialog";
import type { AddMapping } from "@/lib/api/site-configs";
import type { MappingRow } from "@/lib/queries/mapping-rows";
import { mappingMutations } from "@/lib/queries/mappings";

/** The mapping as the person saw it when the dialog opened, and the draft's version then. */
export interface EditedMapping {
  version: number;
  row: MappingRow;
  what: "all" | "certificate";
}

export interface EditMappingDialogProps {
  siteConfigId: string;
  /** Null: closed. */
  edited: EditedMapping | null;
  onClose: () => void;
  onClosed: () => void;
  /** Where a certificate is mapped already. */
  taken: (certificateId: string, exceptMappingId: string) => React.ReactNode;
}

export function EditMappingDialog({ edited, onClose, onClosed, ...rest }: EditMappingDialogProps) {
  const title =
    edited?.what === "certificate" ? `Another certificate for ${edited.row.name}` : "Change the mapping";
  return (
    <FormDialog
      opened={edited !== null}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title={title}
      size="lg"
    >
      {({ close, setDirty }) =>
        edited && (
          <EditMapping
            key={`${edited.row.id} ${edited.version}`}
            {...rest}
            edited={edited}
            onDirtyChange={setDirty}
            onCancel={close}
            onDone={() => {
              setDirty(false);
              onClose();
            }}
          />
        )
      }
    </FormDialog>
  );
}

interface EditMappingProps extends Omit<EditMappingDialogProps, "onClose" | "onClosed"> {
  edited: EditedMapping;
  onDirtyChange: (dirty: boolean) => void;
  onCancel: () => void;
  onDone: () => void;
}

function EditMapping({ siteConfigId, edited, taken, onDirtyChange, onCancel, onDone }: EditMappingProps) {
  const client = useQueryClient();
  const update = useMutation(mappingMutations.update(siteConfigId));
  const add = useMutation(mappingMutations.add(siteConfigId));
  // What stands in the form is kept; what it is compared with moves on with each conflict that was read.
  const [seen, setSeen] = useState({ version: edited.version, row: edited.row });
  const [conflict, setConflict] = useState<MappingConflict | null>(null);
  const [round, setRound] = useState(0);
  const { id } = edited.row;
  const certificateOnly = edited.what === "certificate";
  const theirs = conflict?.now.rows.find((row) => row.id === id);

  async function save(mapping: Required<AddMapping>) {
    const removed = conflict !== null && theirs === undefined;
    if (removed) {
      const { name, enabled, account } = seen.row;
      const kept = { name, enabled, accountId: account.id };
      return add.mutate(certificateOnly ? { ...mapping, ...kept } : mapping, { onSuccess: onDone });
    }
    const from = conflict && theirs ? { version: conflict.now.version, row: theirs } : seen;
    const change = certificateOnly ? { certificateId: mapping.certificateId } : mapping;
    const attempt = await attemptChange(
      client,
      siteConfigId,
      { version: from.version, rows: [from.row] },
      (version) => update.mutateAsync({ id, version, change }),
    ).catch(() => null);
    if (attempt === null) return;
    if ("done" in attempt) return onDone();
    update.reset();
    setSeen(from);
    setConflict(attempt.conflict);
  }
  function takeTheirs() {
    if (!conflict || !theirs) return;
    setSeen({ version: conflict.now.version, row: theirs });
    setConflict(null);
    setRound(round + 1);
    onDirtyChange(false);
  }

  return (
    <MappingForm
      key={round}
      initial={draftOf(seen.row, certificateOnly)}
      certificateOnly={certificateOnly}
      taken={(certificateId) => taken(certificateId, id)}
      notice={
        conflict && (
          <MappingConflictNotice
            conflict={conflict}
            removed={theirs === undefined}
            onTakeTheirs={certificateOnly ? undefined : takeTheirs}
          />
        )
      }
      onDirtyChange={onDirtyChange}
      submit={submitWords(conflict !== null, conflict !== null && theirs === undefined)}
      onSubmit={save}
      onCancel={onCancel}
      pending={update.isPending || add.isPending}
      problem={update.error ?? add.error}
    />
  );
}

function submitWords(conflict: boolean, removed: boolean): string {
  if (removed) return "Add it again with mine";
  return conflict ? "Save mine over theirs" : "Save the mapping";
}

function draftOf(
  { name, enabled, certificate, account }: MappingRow,
  certificateOnly: boolean,
): MappingDraft {
  return {
    name,
    enabled,
    certificate: certificateOnly ? null : { value: certificate.id, label: certificate.subject },
    account: { value: account.id, label: account.userName },
  };
}
