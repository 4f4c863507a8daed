"use client";

import { VisuallyHidden } from "@mantine/core";
import type { DiffRow } from "@/components/ui/diff-rows";
import classes from "@/components/ui/text-diff.module.css";

const MARKS = { same: "", added: "+", removed: "−", changed: "~" } as const;
const SAID = { same: "", added: "Added: ", removed: "Removed: ", changed: "Changed: " } as const;

function Side({ kind, line }: { kind: DiffRow["kind"]; line: DiffRow["before"] }) {
  if (line === undefined) return <td colSpan={3} className={classes.nothing} />;
  const tint = kind === "same" ? "" : classes[kind];
  return (
    <>
      <td className={`${classes.number} ${tint}`}>{line.number}</td>
      <td className={`${classes.mark} ${tint}`} aria-hidden>
        {MARKS[kind]}
      </td>
      <td className={`${classes.text} ${tint}`}>
        <VisuallyHidden>{SAID[kind]}</VisuallyHidden>
        {kind === "same" ? <div className={classes.context}>{line.text}</div> : line.text}
      </td>
    </>
  );
}

/** Before and after beside each other. */
export function SplitRow({ row }: { row: DiffRow }) {
  return (
    <tr>
      <Side kind={row.kind === "changed" ? "changed" : row.kind} line={row.before} />
      <Side kind={row.kind === "changed" ? "changed" : row.kind} line={row.after} />
    </tr>
  );
}

/** Before and after below each other; a changed line is one that goes and one that comes. */
export function UnifiedRow({ row }: { row: DiffRow }) {
  if (row.kind === "same") {
    return (
      <tr>
        <Side kind="same" line={row.after} />
      </tr>
    );
  }
  return (
    <>
      {row.before && (
        <tr>
          <Side kind="removed" line={row.before} />
        </tr>
      )}
      {row.after && (
        <tr>
          <Side kind="added" line={row.after} />
        </tr>
      )}
    </>
  );
}
