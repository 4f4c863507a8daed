"use client";

import { Anchor, Text, Tooltip } from "@mantine/core";
import { IconKeyOff } from "@tabler/icons-react";
import { AppLink } from "@/components/ui/app-link";
import type { DataColumn } from "@/components/ui/data-table-types";
import { DaysLeft } from "@/components/ui/days-left";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { MappingItem } from "@/lib/api/site-configs";

export const MAPPING_COLUMNS: DataColumn<MappingItem>[] = [
  {
    id: "name",
    header: "Name",
    cell: (row) => (
      <Text span inherit fw={500}>
        {row.name}
      </Text>
    ),
  },
  {
    id: "account",
    header: "Account",
    cell: (row) => (
      <>
        <Anchor component={AppLink} href={`/accounts/${row.account.id}`} inherit>
          {row.account.userName}
        </Anchor>
        {!row.account.hasPassword && (
          <Tooltip label="No password is set for this account">
            <span role="img" aria-label="No password is set" style={{ marginLeft: 6, verticalAlign: "-3px" }}>
              <IconKeyOff size={15} color="light-dark(#c2410c, #ffa94d)" aria-hidden />
            </span>
          </Tooltip>
        )}
      </>
    ),
  },
  {
    id: "certificate",
    header: "Certificate",
    from: "sm",
    cell: (row) => (
      <Anchor component={AppLink} href={`/certificates/${row.certificate.id}`} inherit>
        {row.certificate.displayName}
      </Anchor>
    ),
  },
  {
    id: "validity",
    header: "Validity",
    width: 196,
    from: "md",
    cell: (row) => <DaysLeft notAfter={row.certificate.notAfter} />,
  },
  {
    id: "state",
    header: "State",
    width: 116,
    from: "sm",
    cell: (row) => <StateBadge state={row.enabled ? "enabled" : "disabled"} />,
  },
  {
    id: "added",
    header: "Added",
    width: 150,
    from: "lg",
    cell: (row) => <Time value={row.createdAt} />,
  },
  { id: "addedBy", header: "Added by", width: 150, hidden: true, cell: (row) => row.createdBy },
];
