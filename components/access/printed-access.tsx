"use client";

import { Button, Group, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import classes from "@/components/access/printed-access.module.css";
import { VIEW_WORDS } from "@/components/access/view-words";
import { placeName } from "@/components/targets/scope-name";
import { Time } from "@/components/ui/time";
import type { AccessFilter, AccessRow } from "@/lib/api/access";
import { ruleText } from "@/lib/iis/rule-text";

export interface PrintedAccessProps {
  rows: AccessRow[];
  filter: AccessFilter;
  filterText: string;
  onlyServerGroups: string[] | null;
  printedAt: string;
  printedBy: string;
  sha256: string;
}

/** Who maps to which account, on paper. */
export function PrintedAccess(props: PrintedAccessProps) {
  const { rows, filter, filterText, onlyServerGroups, printedAt, printedBy, sha256 } = props;
  return (
    <main className={classes.sheet}>
      <Group justify="space-between">
        <Title order={1} size="h3">
          Who maps to which account
        </Title>
        <Button
          className={classes.screenOnly}
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </Group>
      <p>
        {VIEW_WORDS[filter.view].label}, as of <Time value={filter.at || printedAt} as="exact" />.{" "}
        {VIEW_WORDS[filter.view].explanation}
      </p>
      <table className={classes.paper}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Certificate</th>
            <th scope="col">Valid until</th>
            <th scope="col">Where</th>
            <th scope="col">Site config</th>
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>
                {row.permissionMode === "Deny" ? "Denied" : row.userName}
                {!row.enabled && " (not in force)"}
              </td>
              <td>{certificateWords(row)}</td>
              <td>{row.notAfter && <Time value={row.notAfter} as="date" />}</td>
              <td>
                {row.serverName === null || row.scope === null
                  ? "Not pushed anywhere"
                  : placeName(row.serverName, row.scope)}
              </td>
              <td>
                {row.siteConfigName}
                {row.revision !== null && `, revision ${row.revision}`}
              </td>
              <td>
                <Time value={row.since} as="exact" none="unknown" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        <p>
          {rows.length.toLocaleString("en")} ways in. Filter: {filterText}.{" "}
          {onlyServerGroups && `Only servers of these groups: ${onlyServerGroups.join(", ")}. `}
          Printed <Time value={printedAt} as="exact" /> by {printedBy}.
        </p>
        <p>SHA-256 of the CSV export of these rows, without its footer: {sha256}</p>
      </footer>
    </main>
  );
}

function certificateWords({ certificateName, rules }: AccessRow): string {
  if (rules === null) return certificateName ?? "";
  return `Any, seen here or not, with ${rules.map(ruleText).join(", ") || "no rule at all"}`;
}
