import { Text } from "@mantine/core";
import classes from "@/components/site-configs/fact-notes.module.css";
import type { FactItem } from "@/lib/api/runtime-fact";

const BASES: Record<FactItem["basis"], string> = {
  reported: "reported behaviour",
  practised: "a practitioner's account",
  inferred: "inferred from symptoms",
};

/** What a statement rests on that no page of Microsoft documents. Nothing where it is documented. */
export function FactNotes({ facts }: { facts: readonly FactItem[] }) {
  if (facts.length === 0) return null;
  return (
    <details className={classes.facts}>
      <summary>
        Not verified against IIS: rests on {facts.length} {facts.length === 1 ? "fact" : "facts"}
      </summary>
      <ul>
        {facts.map(({ id, statement, basis }) => (
          <li key={id}>
            <Text component="span" size="sm">
              {statement}{" "}
              <Text component="span" inherit c="dimmed">
                ({BASES[basis]})
              </Text>
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
