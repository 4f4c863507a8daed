import { VisuallyHidden } from "@mantine/core";
import { fingerprintGroups } from "@/components/servers/compare-fingerprint";
import classes from "@/components/servers/fingerprint-grid.module.css";

/** A fingerprint large enough to compare by eye, four groups a line; `differing` marks groups by position. */
export function FingerprintGrid({ value, differing = [] }: { value: string; differing?: readonly number[] }) {
  return (
    <ol className={classes.grid} aria-label="Fingerprint that reached the console">
      {fingerprintGroups(value).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is its position
        <li key={index} className={differing.includes(index) ? classes.differs : undefined}>
          {group}
          {differing.includes(index) && <VisuallyHidden> (differs)</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}
