import { Code, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { entryName } from "@/components/site-configs/entry-name";
import { FactNotes } from "@/components/site-configs/fact-notes";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import type { FindingItem } from "@/lib/api/findings";

/** What it is about, what it is, why it matters and what to do. */
export function FindingRow({ finding, children }: { finding: FindingItem; children?: ReactNode }) {
  const { severity, entry, section, message, why, fix, code, because } = finding;
  return (
    <li className={classes.row}>
      <Text component="span" size="sm" className={classes.mark}>
        <StateBadge state={severity} />
      </Text>
      <div className={classes.text}>
        <Text size="sm" fw={600}>
          {message}
        </Text>
        <Text size="sm" c="dimmed">
          {entry ? entryName(entry) : section === "file" ? "The file" : <Code>{section}</Code>}
          {entry?.rule !== undefined && `, rule ${entry.rule + 1}`} · <Code>{code}</Code>
        </Text>
        <Text size="sm">{why}</Text>
        <Text size="sm">
          <b>What to do:</b> {fix}
        </Text>
        <FactNotes facts={because} />
        {children}
      </div>
    </li>
  );
}
