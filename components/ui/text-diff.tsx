"use client";

import { UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { diffLines } from "@/components/ui/diff-lines";
import { diffRows, foldRows, sayDiff } from "@/components/ui/diff-rows";
import { ScrollRegion } from "@/components/ui/scroll-region";
import classes from "@/components/ui/text-diff.module.css";
import { SplitRow, UnifiedRow } from "@/components/ui/text-diff-row";

export interface TextDiffProps {
  before: string;
  after: string;
  /** Heads of the two sides: "Revision 3", "Draft". */
  beforeLabel: string;
  afterLabel: string;
  /** Names the whole: "XML of revision 3 against the draft". */
  label: string;
  maxHeight?: number | string;
}

/** Two texts line by line: side by side on a wide screen, one below the other else; what is unchanged is folded. */
export function TextDiff({ before, after, beforeLabel, afterLabel, label, maxHeight = 560 }: TextDiffProps) {
  const wide = useMediaQuery("(min-width: 1200px)", false);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const rows = diffRows(diffLines(before, after));
  const Row = wide ? SplitRow : UnifiedRow;
  return (
    <section className={classes.frame} aria-label={label}>
      <div className={classes.bar}>
        <strong>{label}</strong>
        <span>{sayDiff(rows)}</span>
      </div>
      <ScrollRegion label={`${label}, lines`} className={classes.scroll} style={{ maxHeight }}>
        <table className={classes.table}>
          <colgroup>
            <col style={{ width: 44 }} />
            <col style={{ width: 18 }} />
            <col />
            {wide && (
              <>
                <col style={{ width: 44 }} />
                <col style={{ width: 18 }} />
                <col />
              </>
            )}
          </colgroup>
          <thead>
            <tr>
              <th colSpan={3} scope="col">
                {wide ? beforeLabel : `${beforeLabel} (−), ${afterLabel} (+)`}
              </th>
              {wide && (
                <th colSpan={3} scope="col">
                  {afterLabel}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {foldRows(rows).map((part, index) => {
              const key = part.rows[0]?.after?.number ?? `-${part.rows[0]?.before?.number}`;
              if (part.folded && !opened.has(index)) {
                return (
                  <tr key={`fold-${key}`}>
                    <td colSpan={wide ? 6 : 3}>
                      <UnstyledButton
                        className={classes.fold}
                        onClick={() => setOpened(new Set([...opened, index]))}
                      >
                        Show {part.rows.length.toLocaleString("en")} unchanged{" "}
                        {part.rows.length === 1 ? "line" : "lines"}
                      </UnstyledButton>
                    </td>
                  </tr>
                );
              }
              return part.rows.map((row) => (
                <Row key={`${row.before?.number ?? ""}:${row.after?.number ?? ""}`} row={row} />
              ));
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
