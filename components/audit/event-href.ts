import type { AuditEventItem } from "@/lib/api/audit-events";

const PAGES: Record<string, string> = {
  certificate: "certificates",
  account: "accounts",
  "site-config": "site-configs",
  draft: "site-configs",
  revision: "site-configs",
  "saved-test": "site-configs",
  finding: "site-configs",
  removal: "site-configs",
  server: "servers",
  deployment: "deployments",
  "cut-off": "cut-offs",
  target: "targets",
};

/** The page of the thing that an event is about; null where it has none, or none any more. */
export function nounHref({ action, nounId }: Pick<AuditEventItem, "action" | "nounId">): string | null {
  const [noun = "", verb] = action.split(".");
  if (action === "mapping.bulk") return `/site-configs/${nounId}`;
  // The event of a sample server names its token: the server itself does not exist yet.
  if (verb === "delete" || verb === "export" || verb === "start-sample") return null;
  const page = PAGES[noun];
  return page === undefined ? null : `/${page}/${nounId}`;
}
