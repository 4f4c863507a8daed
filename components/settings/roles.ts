import type { PersonItem } from "@/lib/api/people";

/** What each role may do, in one line, from the least to the most. */
export const ROLE_CHOICES: { value: PersonItem["role"]; label: string }[] = [
  { value: "viewer", label: "viewer: reads all but the audit" },
  { value: "auditor", label: "auditor: reads and exports all, changes nothing" },
  { value: "editor", label: "editor: certificates, accounts, site configs, publishing" },
  { value: "operator", label: "operator: pushes to servers" },
  { value: "administrator", label: "administrator: everything, servers and people too" },
];
