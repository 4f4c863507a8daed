"use client";

import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconPencil,
  IconToggleLeft,
  IconToggleRight,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { ManyToOneItem } from "@/lib/api/many-to-one";

export interface MappingMenuProps {
  item: ManyToOneItem;
  /** From 0. */
  place: number;
  total: number;
  /** Its editor was just closed: the focus comes back here. */
  takesFocus: boolean;
  onEdit: () => void;
  onMove: (place: number) => void;
  onToggle: () => void;
  onRemove: () => void;
}

export function MappingMenu(props: MappingMenuProps) {
  const { item, place, total, takesFocus, onEdit, onMove, onToggle, onRemove } = props;
  const button = useRef<HTMLButtonElement>(null);
  const focusAtFirst = useEffectEvent(() => {
    if (takesFocus) button.current?.focus();
  });
  useEffect(() => focusAtFirst(), []);
  const last = total - 1;
  const Switch = item.enabled ? IconToggleLeft : IconToggleRight;
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={`Actions for ${item.name}`}
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          Change
        </Menu.Item>
        <Menu.Item leftSection={<Switch size={16} aria-hidden />} onClick={onToggle}>
          {item.enabled ? "Disable" : "Enable"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconArrowBarToUp size={16} aria-hidden />}
          disabled={place === 0}
          onClick={() => onMove(0)}
        >
          Move to the top
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden />}
          disabled={place === 0}
          onClick={() => onMove(place - 1)}
        >
          Move up
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          disabled={place === last}
          onClick={() => onMove(place + 1)}
        >
          Move down
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowBarToDown size={16} aria-hidden />}
          disabled={place === last}
          onClick={() => onMove(last)}
        >
          Move to the end
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
