"use client";

import { ActionIcon, Anchor, Menu, Text } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { IfMay } from "@/components/shell/rights";
import { entryName } from "@/components/site-configs/entry-name";
import { AppLink } from "@/components/ui/app-link";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { SavedTestItem } from "@/lib/api/saved-tests";
import { sayExpectation } from "@/lib/iis/expectation";

export interface SavedTestRowProps {
  test: SavedTestItem;
  /** Leads to the whole answer; null for a certificate that is not stored. */
  href: string | null;
  /** `opener` takes the focus back: the menu's item is gone by then. */
  onEdit: (opener: HTMLElement | null) => void;
  onRemove: (opener: HTMLElement | null) => void;
}

/** What must come out, and what does. */
export function SavedTestRow({ test, href, onEdit, onRemove }: SavedTestRowProps) {
  const opener = useRef<HTMLButtonElement>(null);
  const { displayName, expected, passed, answer, by, note, updatedAt, updatedBy } = test;
  return (
    <li className={classes.row}>
      <Text component="span" size="sm" className={classes.mark}>
        <StateBadge state={passed ? "passed" : "failed"} />
      </Text>
      <div className={classes.text}>
        <Text size="sm" fw={600}>
          {href === null ? (
            displayName
          ) : (
            <Anchor component={AppLink} href={href} inherit underline="always">
              {displayName}
            </Anchor>
          )}{" "}
          {sayExpectation(expected)}
        </Text>
        {!passed && (
          <Text size="sm">
            Under the draft it {answer}
            {by && ` (${entryName(by)})`}.
          </Text>
        )}
        {note !== "" && <Text size="sm">{note}</Text>}
        <Text size="sm" c="dimmed">
          {by && passed && `${entryName(by)} · `}
          {href === null && "The certificate is kept with this test only · "}
          <Time value={updatedAt} /> by {updatedBy}
        </Text>
      </div>
      <IfMay right="site-config.write">
        <Menu position="bottom-end" returnFocus>
          <Menu.Target>
            <ActionIcon
              ref={opener}
              variant="subtle"
              color="gray"
              aria-label={`Actions for the test of ${displayName}`}
            >
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => onEdit(opener.current)}
            >
              Change
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => onRemove(opener.current)}
            >
              Remove
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </IfMay>
    </li>
  );
}
