"use client";

import { Code } from "@mantine/core";
import type { Candidate } from "@/components/adoptions/candidates";
import { CertificateName } from "@/components/servers/certificate-name";
import { PasswordState } from "@/components/servers/password-state";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { EmptyState } from "@/components/ui/empty-state";
import type { FoundPassword } from "@/lib/iis/found-scopes";
import { ruleText } from "@/lib/iis/rule-text";
import { fromBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";

interface Row {
  key: string;
  account: string;
  certificate?: string;
  rules?: string;
  password: FoundPassword | undefined;
}

const COLUMNS: DataColumn<Row>[] = [
  { id: "account", header: "Account", cell: (row) => row.account },
  {
    id: "certificate",
    header: "Certificate",
    cell: (row) => (row.certificate === undefined ? row.rules : <Blob blob={row.certificate} />),
  },
  {
    id: "password",
    header: "Password",
    width: 220,
    from: "sm",
    cell: ({ account, password }) => (
      <PasswordState password={password && { entry: "", userName: account, ...password }} />
    ),
  },
];

/** The entries that were found, in their order, one-to-one first. */
export function FoundMappings({ candidate }: { candidate: Candidate }) {
  const rows = rowsOf(candidate);
  return (
    <DataTable
      label="Mappings found"
      noun={["mapping", "mappings"]}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.key}
      total={rows.length}
      hotkeys={false}
      maxHeight={360}
      empty={<EmptyState>No certificate is mapped here.</EmptyState>}
    />
  );
}

/** By its subject; what cannot be read with the reason's code, since it will not be taken. */
function Blob({ blob }: { blob: string }) {
  const der = fromBlob(blob);
  const read = der.ok ? parseCertificate(der.value) : der;
  return (
    <>
      <CertificateName blob={blob} /> {!read.ok && <Code>{read.error.code}</Code>}
    </>
  );
}

function rowsOf({ config, passwords }: Candidate): Row[] {
  const section = config.iisClientCertificateMappingAuthentication;
  const byPlace = new Map(passwords.map((password) => [`${password.list} ${password.index}`, password]));
  return [
    ...(section?.oneToOneMappings ?? []).map(({ userName, certificate }, index) => ({
      key: `1 ${index}`,
      account: userName || "No account",
      certificate,
      password: byPlace.get(`oneToOneMappings ${index}`),
    })),
    ...(section?.manyToOneMappings ?? []).map(({ name, permissionMode, userName, rules }, index) => ({
      key: `n ${index}`,
      account: permissionMode === "Deny" ? "Denied" : (userName ?? ""),
      rules: `${name}: ${rules.map(ruleText).join(" and ") || "every certificate"}`,
      password: byPlace.get(`manyToOneMappings ${index}`),
    })),
  ];
}
