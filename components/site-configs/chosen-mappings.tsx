"use client";

import { Button } from "@mantine/core";
import { IconArrowRight, IconToggleLeft, IconToggleRight, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { MoveMappingsDialog } from "@/components/site-configs/move-mappings-dialog";
import { useMappingActions } from "@/components/site-configs/use-mapping-actions";
import { SelectionBar } from "@/components/ui/selection-bar";
import type { MappingRow } from "@/lib/queries/mapping-rows";

export interface ChosenMappingsProps {
  siteConfigId: string;
  version: number;
  rows: readonly MappingRow[];
  onClear: () => void;
}

/** What can be done with all the chosen mappings. They stay chosen until they are gone, for the next thing to do. */
export function ChosenMappings({ siteConfigId, version, rows, onClear }: ChosenMappingsProps) {
  const { change, pending } = useMappingActions(siteConfigId);
  const [moving, setMoving] = useState(false);
  if (rows.length === 0) return null;
  const seen = { version, rows };
  const button = { size: "xs", variant: "default", disabled: pending } as const;
  return (
    <>
      <SelectionBar
        words={`${rows.length.toLocaleString("en")} ${rows.length === 1 ? "mapping" : "mappings"} chosen`}
        onClear={onClear}
      >
        <Button
          {...button}
          leftSection={<IconToggleRight size={16} aria-hidden />}
          onClick={() => void change(seen, { action: "enable" })}
        >
          Enable
        </Button>
        <Button
          {...button}
          leftSection={<IconToggleLeft size={16} aria-hidden />}
          onClick={() => void change(seen, { action: "disable" })}
        >
          Disable
        </Button>
        <Button
          {...button}
          leftSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => setMoving(true)}
        >
          Move to an account
        </Button>
        <Button
          {...button}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={async () => {
            if (await change(seen, { action: "remove" })) onClear();
          }}
        >
          Remove
        </Button>
      </SelectionBar>
      <MoveMappingsDialog
        count={rows.length}
        opened={moving}
        pending={pending}
        onClose={() => setMoving(false)}
        onMove={async (accountId) => {
          if (await change(seen, { action: "move", accountId })) setMoving(false);
        }}
      />
    </>
  );
}
