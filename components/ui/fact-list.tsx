import type { CSSProperties, ReactNode } from "react";
import classes from "@/components/ui/fact-list.module.css";

export interface FactListProps {
  label: string;
  facts: readonly Fact[];
  /** Width of the names, in pixels. */
  termWidth?: number;
}
export type Fact = readonly [name: string, value: ReactNode];

/** Names and values in two columns, one above the other where it is narrow. */
export function FactList({ label, facts, termWidth }: FactListProps) {
  return (
    <dl
      className={classes.list}
      aria-label={label}
      style={{ "--term": `${termWidth ?? 160}px` } as CSSProperties}
    >
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
