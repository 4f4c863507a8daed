"use client";

import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCertificate,
  IconDots,
  IconPencil,
  IconToggleLeft,
  IconToggleRight,
  IconTrash,
} from "@tabler/icons-react";
import { useRef } from "react";
import type { MappingRow } from "@/lib/queries/mapping-rows";

export interface MappingRowMenuProps {
  mapping: MappingRow;
  /** `opener` takes the focus back: the menu's item is gone by then. */
  onEdit: (opener: HTMLElement | null) => void;
  onReplace: (opener: HTMLElement | null) => void;
  onToggle: () => void;
  onRemove: () => void;
}

export function MappingRowMenu({ mapping, onEdit, onReplace, onToggle, onRemove }: MappingRowMenuProps) {
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon
          ref={opener}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={`Actions for ${mapping.name}`}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onEdit(opener.current)}>
          Change
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCertificate size={16} aria-hidden />}
          onClick={() => onReplace(opener.current)}
        >
          Replace the certificate
        </Menu.Item>
        <Menu.Item
          leftSection={
            mapping.enabled ? (
              <IconToggleLeft size={16} aria-hidden />
            ) : (
              <IconToggleRight size={16} aria-hidden />
            )
          }
          onClick={onToggle}
        >
          {mapping.enabled ? "Disable" : "Enable"}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
