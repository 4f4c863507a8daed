"use client";

import { SiteConfigState } from "@/components/site-configs/site-config-state";
import type { DataColumn } from "@/components/ui/data-table-types";
import { Time } from "@/components/ui/time";
import type { SiteConfigItem } from "@/lib/api/site-configs";

export const SITE_CONFIG_COLUMNS: DataColumn<SiteConfigItem>[] = [
  { id: "name", header: "Site config", cell: (row) => row.name },
  { id: "state", header: "State", width: 240, cell: (row) => <SiteConfigState siteConfig={row} /> },
  {
    id: "mappings",
    header: "Mappings",
    width: 110,
    align: "end",
    from: "sm",
    cell: (row) => (row.mappings + row.manyToOne).toLocaleString("en"),
  },
  {
    id: "targets",
    header: "Targets",
    width: 100,
    align: "end",
    from: "sm",
    cell: (row) => row.targets.toLocaleString("en"),
  },
  {
    id: "changed",
    header: "Changed",
    width: 160,
    from: "md",
    cell: (row) => <Time value={row.updatedAt} />,
  },
  { id: "createdBy", header: "Created by", width: 180, from: "lg", cell: (row) => row.createdBy },
];
