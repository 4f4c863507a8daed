import type { ReactNode } from "react";
import classes from "@/components/ui/fact-list.module.css";

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values in two columns, one above the other where it is narrow. */
export function FactList({ label, facts }: { label: string; facts: readonly Fact[] }) {
  return (
    <dl className={classes.list} aria-label={label}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
