"use client";

import { Anchor, Text, Tooltip } from "@mantine/core";
import { IconKeyOff } from "@tabler/icons-react";
import { AppLink } from "@/components/ui/app-link";
import type { DataColumn } from "@/components/ui/data-table-types";
import { DaysLeft } from "@/components/ui/days-left";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { MappingMark, MappingMarks, MappingRow } from "@/lib/queries/mapping-rows";

const both = (column: string) => ({ ascending: column, descending: `-${column}` });

/** The columns of the one-to-one mappings; `marks` are the findings by mapping, empty until they are known. */
export function mappingColumns(marks: MappingMarks): DataColumn<MappingRow>[] {
  return [
    {
      id: "name",
      header: "Name",
      sort: both("name"),
      cell: (row) => (
        <Text span inherit fw={500}>
          {row.name}
        </Text>
      ),
    },
    {
      id: "account",
      header: "Account",
      sort: both("account"),
      cell: (row) => <AccountCell {...row.account} />,
    },
    {
      id: "certificate",
      header: "Certificate subject",
      from: "sm",
      sort: both("subject"),
      cell: ({ certificate: { id, subject } }) => (
        <Anchor component={AppLink} href={`/certificates/${id}`} prefetch={false} title={subject} inherit>
          {subject}
        </Anchor>
      ),
    },
    {
      id: "validity",
      header: "Days left",
      width: 164,
      from: "md",
      sort: both("validity"),
      cell: (row) => <DaysLeft notAfter={new Date(row.certificate.notAfter).toISOString()} />,
    },
    {
      id: "owner",
      header: "Owner",
      width: 116,
      from: "lg",
      sort: both("owner"),
      cell: (row) => row.certificate.owner,
    },
    {
      id: "state",
      header: "State",
      width: 104,
      from: "sm",
      sort: both("state"),
      cell: (row) => <StateBadge state={row.enabled ? "enabled" : "disabled"} />,
    },
    {
      id: "findings",
      header: "Findings",
      width: 116,
      from: "md",
      sort: both("findings"),
      cell: (row) => <MarkCell mark={marks.get(row.id)} />,
    },
    {
      id: "added",
      header: "Added",
      width: 150,
      hidden: true,
      sort: both("added"),
      cell: (row) => <Time value={row.createdAt} />,
    },
    { id: "addedBy", header: "Added by", width: 150, hidden: true, cell: (row) => row.createdBy },
  ];
}

function AccountCell({ id, userName, hasPassword }: MappingRow["account"]) {
  return (
    <>
      <Anchor component={AppLink} href={`/accounts/${id}`} prefetch={false} inherit>
        {userName}
      </Anchor>
      {!hasPassword && (
        <Tooltip label="No password is set for this account">
          <span role="img" aria-label="No password is set" style={{ marginLeft: 6, verticalAlign: "-3px" }}>
            <IconKeyOff size={15} color="light-dark(#c2410c, #ffa94d)" aria-hidden />
          </span>
        </Tooltip>
      )}
    </>
  );
}

/** The worst finding as a state, all of them when asked, and the way to the tab that says what to do. */
function MarkCell({ mark }: { mark: MappingMark | undefined }) {
  if (mark === undefined) return null;
  const { severity, messages } = mark;
  return (
    <Tooltip
      multiline
      maw={420}
      events={{ hover: true, focus: true, touch: true }}
      label={messages.map((message) => <div key={message}>{message}</div>)}
    >
      <Anchor component={AppLink} href="?tab=findings" aria-label={messages.join(" ")} inherit>
        <StateBadge
          state={severity}
          words={messages.length > 1 ? `${messages.length} findings` : undefined}
        />
      </Anchor>
    </Tooltip>
  );
}
