"use client";

import { entryName } from "@/components/site-configs/entry-name";
import { clientSees, VERDICT_WORDS } from "@/components/site-configs/verdict-words";
import type { DataColumn } from "@/components/ui/data-table-types";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { VerdictItem } from "@/lib/api/verdicts";

export const VERDICT_COLUMNS: DataColumn<VerdictItem>[] = [
  { id: "certificate", header: "Certificate", cell: ({ displayName }) => displayName },
  {
    id: "verdict",
    header: "Verdict",
    width: 180,
    cell: ({ verdict }) => <StateBadge {...VERDICT_WORDS[verdict]} />,
  },
  { id: "sees", header: "The client sees", from: "sm", cell: clientSees },
  { id: "by", header: "Decided by", from: "md", cell: ({ by }) => (by ? entryName(by) : "No mapping") },
  { id: "issuer", header: "Issuer", from: "lg", cell: ({ issuer }) => issuer },
  {
    id: "until",
    header: "Valid until",
    width: 120,
    from: "lg",
    cell: ({ notAfter }) => <Time value={notAfter} as="date" />,
  },
];
