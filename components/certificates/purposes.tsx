"use client";

import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { extendedKeyUsageName, OID } from "@/lib/pki/oids";

/** What the certificate may be used for, by name, and a warning where that leaves out signing in. */
export function Purposes({ extendedKeyUsage }: { extendedKeyUsage: string[] | null }) {
  if (extendedKeyUsage === null) return "Any purpose (no extended key usage)";
  const fit = extendedKeyUsage.some((oid) => oid === OID.clientAuth || oid === OID.anyExtendedKeyUsage);
  return (
    <Stack gap={4}>
      {extendedKeyUsage.map((oid) => (
        <span key={oid}>
          {extendedKeyUsageName(oid) ?? "Unknown purpose"}{" "}
          <Text span size="xs" c="dimmed" ff="monospace">
            {oid}
          </Text>
        </span>
      ))}
      {!fit && (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle
            size={16}
            color="light-dark(#c2410c, #ffa94d)"
            aria-hidden
            style={{ flex: "none", marginTop: 2 }}
          />
          <span>Not for Client Authentication: Windows does not let anybody in with it.</span>
        </Group>
      )}
    </Stack>
  );
}
