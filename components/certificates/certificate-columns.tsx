"use client";

import { Text } from "@mantine/core";
import { nameIn } from "@/components/certificates/name-in";
import type { DataColumn } from "@/components/ui/data-table-types";
import { DaysLeft } from "@/components/ui/days-left";
import { Time } from "@/components/ui/time";
import type { CertificateItem } from "@/lib/api/certificates";

/** Who it is first, then how long it holds; numbers that only machines read can be chosen. */
export const CERTIFICATE_COLUMNS: DataColumn<CertificateItem>[] = [
  {
    id: "name",
    header: "Certificate",
    cell: (row) => row.displayName,
    sort: { ascending: "displayName", descending: "-displayName" },
  },
  {
    id: "validity",
    header: "Validity",
    width: 196,
    sort: { ascending: "notAfter", descending: "-notAfter" },
    cell: (row) => <DaysLeft notAfter={row.notAfter} notBefore={row.notBefore} />,
  },
  { id: "issuer", header: "Issued by", from: "md", cell: (row) => nameIn(row.issuer) },
  {
    id: "mappings",
    header: "Mapped",
    width: 116,
    from: "sm",
    cell: (row) =>
      row.mappings === 0 ? (
        <Text span inherit c="dimmed">
          nowhere
        </Text>
      ) : (
        `${row.mappings.toLocaleString("en")} ${row.mappings === 1 ? "place" : "places"}`
      ),
  },
  { id: "owner", header: "Owner", width: 160, from: "lg", cell: (row) => row.owner },
  { id: "tags", header: "Tags", width: 200, hidden: true, cell: (row) => row.tags.join(", ") },
  {
    id: "added",
    header: "Added",
    width: 150,
    from: "lg",
    sort: { ascending: "createdAt", descending: "-createdAt" },
    cell: (row) => <Time value={row.createdAt} />,
  },
  { id: "addedBy", header: "Added by", width: 150, hidden: true, cell: (row) => row.createdBy },
  { id: "subject", header: "Subject", hidden: true, cell: (row) => row.subject },
  {
    id: "serial",
    header: "Serial number",
    width: 220,
    hidden: true,
    cell: (row) => (
      <Text span inherit ff="monospace">
        {row.serialNumber}
      </Text>
    ),
  },
  {
    id: "thumbprint",
    header: "Thumbprint (SHA-1)",
    width: 340,
    hidden: true,
    cell: (row) => (
      <Text span inherit ff="monospace">
        {row.sha1}
      </Text>
    ),
  },
];
