import { Text } from "@mantine/core";

/** An object identifier behind its name, where it has one. */
export function NamedOid({ oid, name, note }: { oid: string; name?: string; note?: string }) {
  return (
    <span>
      {name && `${name}${note ? `, ${note}` : ""} `}
      <Text span size="xs" c="dimmed" ff="monospace">
        {oid}
      </Text>
      {!name && note && ` ${note}`}
    </span>
  );
}
