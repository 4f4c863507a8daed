import { Anchor, List } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import { Time } from "@/components/ui/time";
import type { HeldCutOff } from "@/lib/api/held-cut-offs";

const NAMED = 12;

/** Cut-offs that hold: of whom, by whom, since when and why. */
export function HeldCutOffList({ cutOffs }: { cutOffs: readonly HeldCutOff[] }) {
  return (
    <List size="sm">
      {cutOffs.slice(0, NAMED).map(({ id, number, name, startedBy, startedAt, reason }) => (
        <List.Item key={id}>
          <Anchor component={AppLink} href={`/cut-offs/${id}`} size="sm" underline="always" c="inherit">
            Cut-off {number}
          </Anchor>{" "}
          of {name}, by {startedBy} <Time value={startedAt} />: “{reason}”
        </List.Item>
      ))}
      {cutOffs.length > NAMED && (
        <List.Item>and {(cutOffs.length - NAMED).toLocaleString("en")} more</List.Item>
      )}
    </List>
  );
}
