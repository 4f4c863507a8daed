"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTag } from "@tabler/icons-react";
import { LabelManyDialog } from "@/components/certificates/label-many-dialog";
import { SelectionBar } from "@/components/ui/selection-bar";

export interface ChosenCertificatesProps {
  ids: string[];
  onClear: () => void;
}

/** What can be done with many at once. */
export function ChosenCertificates({ ids, onClear }: ChosenCertificatesProps) {
  const [labelling, label] = useDisclosure(false);
  if (ids.length === 0) return null;
  function done() {
    label.close();
    onClear();
  }
  return (
    <SelectionBar words={`${ids.length.toLocaleString("en")} chosen`} onClear={onClear}>
      <Button size="xs" leftSection={<IconTag size={14} aria-hidden />} onClick={label.open}>
        Owner and tags
      </Button>
      <LabelManyDialog ids={ids} opened={labelling} onClose={label.close} onDone={done} />
    </SelectionBar>
  );
}
