"use client";

import { CertificateName } from "@/components/servers/certificate-name";
import type { ObservedScope } from "@/components/servers/observed-config";
import { PasswordState } from "@/components/servers/password-state";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import { StateBadge } from "@/components/ui/state-badge";
import type { MappingSection } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";

type Password = ObservedScope["passwords"][number];

interface Row {
  key: string;
  account: string;
  /** Base64 DER of a one-to-one mapping; the rules in words of a many-to-one mapping. */
  certificate?: string;
  rules?: string;
  kind: "One-to-one" | "Many-to-one";
  enabled: boolean;
  /** Found only for rows in view: it takes the certificate's SHA-256. */
  password: () => Password | undefined;
}

const COLUMNS: DataColumn<Row>[] = [
  { id: "account", header: "Account", cell: (row) => row.account },
  {
    id: "certificate",
    header: "Certificate",
    cell: (row) => (row.certificate ? <CertificateName blob={row.certificate} /> : row.rules),
  },
  { id: "kind", header: "Kind", width: 120, from: "md", cell: (row) => row.kind },
  {
    id: "enabled",
    header: "State",
    width: 120,
    from: "sm",
    cell: (row) => <StateBadge state={row.enabled ? "enabled" : "disabled"} />,
  },
  {
    id: "password",
    header: "Password",
    width: 240,
    from: "sm",
    cell: (row) => <PasswordState password={row.password()} />,
  },
];

/** The entries that the server holds, in its order. */
export function ObservedMappings({
  mapping,
  passwords,
}: {
  mapping: MappingSection;
  passwords: readonly Password[];
}) {
  const rows = rowsOf(mapping, passwords);
  return (
    <DataTable
      label="Observed mappings"
      noun={["mapping", "mappings"]}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.key}
      total={rows.length}
      maxHeight={480}
      empty={<EmptyState>No certificate is mapped here.</EmptyState>}
    />
  );
}

function rowsOf(mapping: MappingSection, passwords: readonly Password[]): Row[] {
  const byEntry = new Map(passwords.map((password) => [password.entry, password]));
  return [
    ...mapping.oneToOneMappings.map(
      (entry, index): Row => ({
        key: `1:${index}`,
        account: entry.userName,
        certificate: entry.certificate,
        kind: "One-to-one",
        enabled: entry.enabled,
        password: () => byEntry.get(`one-to-one:${blobSha256(entry.certificate)}`),
      }),
    ),
    ...mapping.manyToOneMappings.map(
      (entry, index): Row => ({
        key: `n:${index}`,
        account: entry.permissionMode === "Deny" ? "Denied" : (entry.userName ?? ""),
        rules: `${entry.name}: ${entry.rules
          .map((rule) => `${rule.certificateField} ${rule.certificateSubField} = ${rule.matchCriteria}`)
          .join(" and ")}`,
        kind: "Many-to-one",
        enabled: entry.enabled,
        password: () => byEntry.get(`many-to-one:${entry.name}`),
      }),
    ),
  ];
}

function blobSha256(blob: string): string | undefined {
  const der = fromBlob(blob);
  const parsed = der.ok ? parseCertificate(der.value) : der;
  return parsed.ok ? parsed.value.sha256 : undefined;
}
