"use client";

import { Anchor, Checkbox, Table, Text } from "@mantine/core";
import { reasonWords } from "@/components/renewals/reason-words";
import type { Row } from "@/components/renewals/renewal-choice";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";
import type { CertificateItem } from "@/lib/api/certificates";

export interface RenewalTableProps {
  rows: readonly Row[];
  chosen: ReadonlySet<string>;
  onToggle: (row: Row) => void;
}

/** The dry run: which certificate takes whose place, why, and which mappings that changes. */
export function RenewalTable({ rows, chosen, onToggle }: RenewalTableProps) {
  return (
    <Table.ScrollContainer minWidth={640} maxHeight={420}>
      <Table aria-label="Replacements" verticalSpacing={6} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={36} aria-label="Chosen" />
            <Table.Th>New certificate</Table.Th>
            <Table.Th>Takes the place of</Table.Th>
            <Table.Th>Mapped in</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Replace ${row.older.certificate.displayName} by the certificate that ends ${row.newer.notAfter.slice(0, 10)}`}
                  checked={chosen.has(row.key)}
                  onChange={() => onToggle(row)}
                />
              </Table.Td>
              <Table.Td>
                <Certificate certificate={row.newer} />
              </Table.Td>
              <Table.Td>
                <Certificate certificate={row.older.certificate} />
                <Text size="xs" c="dimmed">
                  {reasonWords(row.older)}
                </Text>
              </Table.Td>
              <Table.Td>
                {row.older.mappings.map((mapping) => (
                  <Text key={mapping.siteConfigId} size="sm">
                    {mapping.siteConfigName}, as {mapping.userName}
                    {mapping.enabled ? "" : " (disabled)"}
                  </Text>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Certificate({ certificate }: { certificate: CertificateItem }) {
  return (
    <>
      <Anchor component={AppLink} href={`/certificates/${certificate.id}`} size="sm" fw={500}>
        {certificate.displayName}
      </Anchor>
      <Text component="div" size="sm">
        <DaysLeft notAfter={certificate.notAfter} notBefore={certificate.notBefore} />
      </Text>
    </>
  );
}
