"use client";

import { useQuery } from "@tanstack/react-query";
import classes from "@/components/site-configs/findings-count.module.css";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigQueries } from "@/lib/queries/site-configs";

/** How many findings the draft has; its place is kept until it is known. */
export function FindingsCount({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const findings = useQuery(siteConfigQueries.findings(siteConfig.id, siteConfig.version));
  return (
    <span className={classes.count}>{findings.data && `(${findings.data.total.toLocaleString("en")})`}</span>
  );
}
