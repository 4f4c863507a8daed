import type { Change, ChangedEntry, ChangeValue } from "@/lib/iis/change";
import { ruleText } from "@/lib/iis/rule-text";
import type { SectionName } from "@/lib/iis/site-config";

/** What people call the sections. */
const SECTIONS: Readonly<Record<SectionName, string>> = {
  iisClientCertificateMappingAuthentication: "IIS client certificate mapping",
  clientCertificateMappingAuthentication: "Active Directory client certificate mapping",
  access: "SSL settings",
  anonymousAuthentication: "anonymous authentication",
  basicAuthentication: "basic authentication",
  digestAuthentication: "digest authentication",
  windowsAuthentication: "Windows authentication",
};

/** One sentence without a full stop, such as `one-to-one "Alice": account CONTOSO\a -> CONTOSO\b`. */
export function describe(change: Change): string {
  const { section, kind, entry, field, before, after } = change;
  const name = SECTIONS[section];
  if (!entry) {
    if (field === undefined)
      return `${name}: ${kind === "added" ? "managed from now on" : "no longer managed"}`;
    return `${name}: ${transition(field, before, after)}`;
  }
  const subject = subjectOf(entry);
  if (field === "rules") {
    if (kind === "moved") return `${subject}: the rules are in another order`;
    return `${subject}: rule ${kind}: ${show(kind === "added" ? after : before)}`;
  }
  if (kind === "changed" && field !== undefined) return `${subject}: ${transition(field, before, after)}`;
  if (kind === "moved") return `${subject}: moved from position ${show(before)} to ${show(after)}`;
  return `${subject}: ${kind}${details(kind === "added" ? after : before)}`;
}

function subjectOf({ list, label }: ChangedEntry): string {
  return `${list === "oneToOneMappings" ? "one-to-one" : "many-to-one"} ${JSON.stringify(label).replaceAll("\\\\", "\\")}`;
}

function transition(field: string, before: ChangeValue | undefined, after: ChangeValue | undefined): string {
  if (field === "enabled" && before !== undefined) return after === true ? "enabled" : "disabled";
  const word = field === "userName" ? "account" : field;
  return before === undefined ? `${word} ${show(after)}` : `${word} ${show(before)} -> ${show(after)}`;
}

function details(value: ChangeValue | undefined): string {
  if (typeof value !== "object" || !("enabled" in value)) return "";
  const account = value.userName ? `, account ${value.userName}` : "";
  const deny = "permissionMode" in value && value.permissionMode === "Deny" ? ", denies" : "";
  return `${deny}${account}${value.enabled ? "" : ", disabled"}`;
}

function show(value: ChangeValue | undefined): string {
  if (value === undefined) return "(none)";
  if (typeof value !== "object") return value === "" ? '""' : String(value);
  if ("matchCriteria" in value) return ruleText(value);
  return Array.isArray(value) ? value.join(", ") || "None" : "";
}
