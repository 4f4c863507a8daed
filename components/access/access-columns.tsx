import { Anchor, Badge, Group } from "@mantine/core";
import { PrivilegedBadge } from "@/components/accounts/privileged-badge";
import { scopeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import type { DataColumn } from "@/components/ui/data-table-types";
import { DaysLeft } from "@/components/ui/days-left";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { AccessRow } from "@/lib/api/access";
import { ruleText } from "@/lib/iis/rule-text";

/** A way in that is switched off must not read as one that is open. */
function Account({ row }: { row: AccessRow }) {
  return (
    <Group gap="xs" wrap="nowrap">
      {row.permissionMode === "Deny" && <StateBadge state="denied" words="Deny" />}
      {row.userName !== null && (
        <Linked href={row.accountId && `/accounts/${row.accountId}`}>{row.userName}</Linked>
      )}
      {!row.enabled && <StateBadge state="disabled" />}
      {row.privileged && row.userName !== null && <PrivilegedBadge userName={row.userName} />}
      {row.broad && (
        <Badge size="xs" color="orange" variant="light" c="var(--mantine-color-text)">
          Broad
        </Badge>
      )}
    </Group>
  );
}

/** A many-to-one mapping also admits certificates that nobody here has seen. */
function Certificate({ row }: { row: AccessRow }) {
  if (row.rules === null)
    return (
      <Linked href={row.certificateId && `/certificates/${row.certificateId}`}>
        {row.certificateName ?? ""}
      </Linked>
    );
  if (row.rules.length === 0) return <span>Every certificate</span>;
  return <span>Any, seen here or not, with {row.rules.map(ruleText).join(", ")}</span>;
}

function Linked({ href, children }: { href: string | null; children: string }) {
  if (href === null) return <span>{children}</span>;
  return (
    <Anchor component={AppLink} href={href} prefetch={false} c="inherit" size="sm">
      {children}
    </Anchor>
  );
}

export const ACCESS_COLUMNS: DataColumn<AccessRow>[] = [
  { id: "account", header: "Account", cell: (row) => <Account row={row} /> },
  {
    id: "certificate",
    header: "Certificate",
    cell: (row) => <Certificate row={row} />,
  },
  {
    id: "left",
    header: "Days left",
    width: 190,
    from: "lg",
    cell: (row) =>
      row.notAfter === null ? (
        row.kind === "manyToOne" ? null : (
          "Unknown"
        )
      ) : (
        <DaysLeft notAfter={row.notAfter} />
      ),
  },
  {
    id: "site",
    header: "Site",
    from: "sm",
    cell: (row) => (row.scope === null ? "Not pushed anywhere" : scopeName(row.scope)),
  },
  {
    id: "server",
    header: "Server",
    width: 160,
    from: "md",
    cell: (row) => (
      <Linked href={row.serverId && `/servers/${row.serverId}`}>{row.serverName ?? "None"}</Linked>
    ),
  },
  {
    id: "config",
    header: "Site config",
    hidden: true,
    cell: (row) => <Linked href={`/site-configs/${row.siteConfigId}`}>{row.siteConfigName}</Linked>,
  },
  {
    id: "revision",
    header: "Revision",
    width: 90,
    align: "end",
    hidden: true,
    cell: (row) => row.revision ?? "",
  },
  { id: "mapping", header: "Mapping", hidden: true, cell: (row) => row.mappingName },
  {
    id: "state",
    header: "State",
    width: 120,
    from: "sm",
    cell: (row) =>
      row.state !== null ? (
        <StateBadge state={row.state} />
      ) : row.targetId === null ? (
        <StateBadge state="pending" words="Not pushed" />
      ) : null,
  },
  {
    id: "since",
    header: "Since",
    width: 156,
    from: "md",
    cell: (row) => <Time value={row.since} none="unknown" />,
  },
];
