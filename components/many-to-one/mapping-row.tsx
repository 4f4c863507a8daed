"use client";

import { useSortable } from "@dnd-kit/sortable";
import { ActionIcon, Anchor, Text } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { IconGripVertical } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/components/many-to-one/mapping-order.module.css";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { FindingItem } from "@/lib/api/findings";
import type { ManyToOneItem } from "@/lib/api/many-to-one";
import { ruleText } from "@/lib/iis/rule-text";

export interface MappingRowProps {
  item: ManyToOneItem;
  /** From 0. */
  place: number;
  total: number;
  findings: readonly FindingItem[];
  /** What may be done with it; without it, it stays in its place too. */
  menu: ReactNode;
}

/** One mapping in its place: what it asks, and what becomes of those who meet it. */
export function MappingRow({ item, place, total, findings, menu }: MappingRowProps) {
  const { name, description, enabled, permissionMode, account, rules } = item;
  const sortable = useSortable({ id: item.id });
  const still = useReducedMotion();
  return (
    <li
      ref={sortable.setNodeRef}
      className={[classes.row, sortable.isDragging && classes.lifted].filter(Boolean).join(" ")}
      style={{
        transform: sortable.transform
          ? `translate3d(0, ${Math.round(sortable.transform.y)}px, 0)`
          : undefined,
        transition: still ? undefined : sortable.transition,
      }}
      aria-label={`${place + 1}, ${name}`}
    >
      {menu ? (
        <ActionIcon
          ref={sortable.setActivatorNodeRef}
          {...sortable.attributes}
          {...sortable.listeners}
          className={classes.handle}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={`Move ${name}, ${place + 1} of ${total}`}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
      <Text component="span" size="sm" className={classes.place}>
        {place + 1}
      </Text>
      <div className={[classes.text, !enabled && classes.off].filter(Boolean).join(" ")}>
        <Text size="sm" fw={600}>
          {name}
          {account && (
            <>
              {" "}
              <Text span inherit fw={400}>
                {permissionMode === "Deny" ? "account not used: " : "as "}
                <Anchor component={AppLink} href={`/accounts/${account.id}`} prefetch={false} inherit>
                  {account.userName}
                </Anchor>
                {permissionMode === "Allow" && !account.hasPassword && ", no password set"}
              </Text>
            </>
          )}
        </Text>
        <Text size="sm" component="div">
          {rules.length === 0
            ? "No rules: every certificate"
            : rules.map((rule, index) => (
                <span key={ruleText(rule)}>
                  {index > 0 && (
                    <Text span inherit c="dimmed">
                      {" and "}
                    </Text>
                  )}
                  {ruleText(rule)}
                </span>
              ))}
        </Text>
        {description !== "" && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
        {findings.map(({ code, severity, message, entry }) => (
          <StateBadge key={`${code} ${entry?.rule}`} state={severity} words={message} wrap />
        ))}
      </div>
      <div className={classes.marks}>
        {permissionMode === "Allow" ? (
          <StateBadge state="allowed" words="Allow" />
        ) : (
          <StateBadge state="denied" words="Deny" />
        )}
        {!enabled && <StateBadge state="disabled" />}
      </div>
      {menu}
    </li>
  );
}
