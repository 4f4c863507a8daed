import type { StateName } from "@/components/ui/states";
import type { DoctorCheck } from "@/lib/api/doctor";

export const GROUP_WORDS: Readonly<Record<DoctorCheck["group"], string>> = {
  server: "The server",
  site: "The site's configuration",
  binding: "The binding and http.sys",
  trust: "Trust in the certificates",
  accounts: "The accounts",
  directory: "Active Directory mapping",
};

export const VERDICT_STATES: Readonly<Record<DoctorCheck["verdict"], { state: StateName; words: string }>> = {
  ok: { state: "passed", words: "OK" },
  problem: { state: "error", words: "Problem" },
  warning: { state: "warning", words: "Warning" },
  unknown: { state: "unknown", words: "Not known" },
};

export function doctorHref(serverId: string, site: string): string {
  return `/servers/${serverId}/doctor?${new URLSearchParams({ site })}`;
}
