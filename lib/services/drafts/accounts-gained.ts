import canonicalize from "canonicalize";
import type { DraftChange, ManyToOneRow, OneToOneRow } from "./rows";

/**
 * The ids of the accounts that a change lets somebody in as who was not let in before: by a new row, one with another account,
 * certificate, rule or permission, or one that is switched on. Another label or place, switching off, removing and denying do not.
 */
export function accountsGained({
  oneToOne,
  manyToOne,
}: Pick<DraftChange, "oneToOne" | "manyToOne">): string[] {
  const gained = [
    ...gainedIn(oneToOne, ({ certificateId }) => certificateId),
    ...gainedIn(manyToOne, ({ permissionMode, rules }) => [permissionMode, rules]),
  ];
  return [...new Set(gained)];
}

/** `asks`: what a certificate must be or fulfil. */
function gainedIn<Row extends OneToOneRow | ManyToOneRow>(
  { before, after }: { before: Row[]; after: Row[] },
  asks: (row: Row) => unknown,
): string[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const same = (row: Row, old: Row | undefined) =>
    old !== undefined &&
    old.accountId === row.accountId &&
    (old.enabled || !row.enabled) &&
    canonicalize(asks(old)) === canonicalize(asks(row));
  return after.flatMap((row) => {
    const denies = "permissionMode" in row && row.permissionMode === "Deny";
    return row.accountId === null || denies || same(row, known.get(row.id)) ? [] : [row.accountId];
  });
}
