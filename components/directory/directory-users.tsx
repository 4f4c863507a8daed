"use client";

import type { AssignedUser } from "@/components/directory/assign";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { StateBadge } from "@/components/ui/state-badge";
import { displayName } from "@/lib/pki/names";

const nameOf = ({ user }: AssignedUser) => user.account || user.upn || user.dn || "(no user)";

const COLUMNS: DataColumn<AssignedUser>[] = [
  { id: "user", header: "User", cell: nameOf },
  {
    id: "certificate",
    header: "Certificate",
    from: "sm",
    cell: ({ certificate }) =>
      certificate ? displayName(certificate.subjectName) || certificate.subject : "",
  },
  {
    id: "state",
    header: "State",
    width: 130,
    cell: ({ problem }) => (
      <StateBadge state={problem ? "warning" : "strong"} words={problem ? "Left out" : "Ready"} />
    ),
  },
  { id: "value", header: "Value, or why not", cell: ({ problem, value }) => problem ?? value ?? "" },
];

/** Each user of the list with the value, or with why there is none. */
export function DirectoryUsers({ users }: { users: AssignedUser[] }) {
  const left = users.filter(({ problem }) => problem !== undefined);
  const rows = [...left, ...users.filter(({ problem }) => problem === undefined)];
  return (
    <DataTable
      label="Users"
      noun={["user", "users"]}
      columns={COLUMNS}
      rows={rows}
      rowKey={({ user }) => String(user.row)}
      total={rows.length}
      maxHeight={400}
      toolbar={
        left.length > 0 && (
          <CopyButton
            text={left.map((each) => `Row ${each.user.row}, ${nameOf(each)}: ${each.problem}`).join("\r\n")}
            words={`Copy the ${left.length.toLocaleString("en")} left out`}
            label="Copy the users that are left out as text"
            size="xs"
          />
        )
      }
    />
  );
}
