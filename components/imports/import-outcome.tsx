"use client";

import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { ProgressLine } from "@/components/imports/progress-line";
import type { useApplyImport } from "@/components/imports/use-apply-import";
import type { DryRun } from "@/components/imports/use-dry-run";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { SearchOption } from "@/components/ui/search-select";

export interface ImportOutcomeProps {
  dryRun: DryRun;
  into: SearchOption | null;
  apply: ReturnType<typeof useApplyImport>;
  onAgain: () => void;
}

/** What the import will store, the button that says so, and what became of it. */
export function ImportOutcome({ dryRun: { rows, ...rest }, into, apply, onAgain }: ImportOutcomeProps) {
  const wanted = rows.filter(({ verdict }) => verdict === "new");
  const left = rows.filter(({ verdict }) => verdict === "conflict" || verdict === "error").length;
  const { answer, problem, progress } = apply;
  if (answer) {
    return (
      <Alert
        variant="default"
        color="green"
        icon={<IconCircleCheck color="light-dark(#2b8a3e, #69db7c)" aria-hidden />}
        title={`Imported ${count(wanted.length, "row", "rows")}`}
      >
        <Text size="sm">
          {sayParts(answer)}. Nothing was pushed.
          {left > 0 && ` ${count(left, "row was", "rows were")} left out.`}
        </Text>
        {into && (
          <Anchor component={AppLink} href={`/site-configs/${into.value}`} size="sm">
            Look at the draft of {into.label}
          </Anchor>
        )}
      </Alert>
    );
  }
  const adds = (part: (typeof wanted)[number]["adds"][number]) =>
    wanted.filter((row) => row.adds.includes(part));
  const accounts = new Set(adds("account").map(({ row }) => row.account.trim().toLowerCase()));
  const parts = {
    certificates: adds("certificate").length,
    labels: adds("labels").length,
    accounts: accounts.size,
    mappings: adds("mapping").length,
  };
  return (
    <>
      {problem && <ProblemAlert problem={problem} title="Nothing was imported" onRetry={onAgain} />}
      {apply.cancelled && (
        <Text size="sm" role="status">
          The import was stopped. Nothing of it was kept.
        </Text>
      )}
      <Text size="sm">
        {wanted.length === 0
          ? "There is nothing to import: no row adds anything."
          : `${sayParts(parts)}${into ? ` in the draft of ${into.label}` : ""}, all of it or nothing.`}
        {left > 0 && ` ${count(left, "row is", "rows are")} left out: a conflict or an error.`}
      </Text>
      {progress ? (
        <ProgressLine label="Importing" progress={progress} onCancel={apply.cancel} />
      ) : (
        wanted.length > 0 && (
          <Group>
            <Button onClick={() => apply.run({ rows, ...rest })}>
              Import {count(wanted.length, "row", "rows")}
            </Button>
          </Group>
        )
      )}
    </>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function sayParts(parts: {
  certificates: number;
  labels: number;
  accounts: number;
  mappings: number;
}): string {
  const said = [
    parts.certificates > 0 && count(parts.certificates, "certificate", "certificates"),
    parts.labels > 0 && `owner or tags of ${count(parts.labels, "certificate", "certificates")}`,
    parts.accounts > 0 && `${count(parts.accounts, "account", "accounts")} without password`,
    parts.mappings > 0 && count(parts.mappings, "mapping", "mappings"),
  ].filter((part) => part !== false);
  return said.length === 0 ? "Nothing was new" : `New: ${said.join(", ")}`;
}
