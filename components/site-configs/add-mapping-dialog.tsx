"use client";

import { useMutation } from "@tanstack/react-query";
import { type MappingDraft, MappingForm } from "@/components/site-configs/mapping-form";
import { FormDialog } from "@/components/ui/form-dialog";
import { mappingMutations } from "@/lib/queries/mappings";

const EMPTY: MappingDraft = { name: "", certificate: null, account: null, enabled: true };

export interface AddMappingDialogProps {
  siteConfigId: string;
  opened: boolean;
  onClose: () => void;
  /** Where a certificate is mapped already. */
  taken: (certificateId: string) => React.ReactNode;
}

export function AddMappingDialog({ siteConfigId, opened, onClose, taken }: AddMappingDialogProps) {
  const add = useMutation(mappingMutations.add(siteConfigId));
  function closed() {
    add.reset();
    onClose();
  }
  return (
    <FormDialog opened={opened} onClose={closed} title="Add a mapping" size="lg">
      {({ close, setDirty }) => (
        <MappingForm
          initial={EMPTY}
          taken={taken}
          onDirtyChange={setDirty}
          submit="Add the mapping"
          onSubmit={(mapping) =>
            add.mutate(mapping, {
              onSuccess: () => {
                setDirty(false);
                closed();
              },
            })
          }
          onCancel={close}
          pending={add.isPending}
          problem={add.error}
        />
      )}
    </FormDialog>
  );
}
