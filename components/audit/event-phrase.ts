import { waitsBecause } from "@/components/servers/waits-because";
import type { AuditAction, AuditEventItem } from "@/lib/api/audit-events";

type Said = Pick<AuditEventItem, "action" | "nounName" | "before" | "after">;

/**
 * What was done, as the rest of a sentence that starts with who did it: `published Partner portal revision 12`.
 * Before and after are only looked into for words that make the sentence clearer; it is whole without them.
 */
export function eventPhrase(event: Said): string {
  return PHRASES[event.action](event.nounName, event);
}

/** The phrase as a sentence of its own, for a column beside the one that says who. */
export function eventSentence(event: Said): string {
  const phrase = eventPhrase(event);
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;
}

/** A record, so that a new kind of event without words does not compile. */
const PHRASES: Record<AuditAction, (name: string, event: Said) => string> = {
  "person.set-up": (name) => `set up this console as its first administrator, ${name}`,
  "person.sign-in": () => "signed in",
  "person.sign-in-refused": (name) => `refused a sign-in${name === "" ? "" : ` as ${name}`}`,
  "person.sign-out": () => "signed out",
  "person.refused": (name) => `tried what the role does not allow: ${name}`,
  "person.end-session": (name) => `ended sessions of ${name}`,
  "person.invite": (name) => `invited ${name}`,
  "person.make-link": (name) => `made a link with which ${name} sets a new password`,
  "person.use-link": (name) => `set the password of ${name} with a link`,
  "person.change-role": (name) => `changed the role of ${name}`,
  "person.limit": (name) => `set which server groups ${name} is limited to`,
  "person.disable": (name) => `disabled ${name}`,
  "person.enable": (name) => `enabled ${name} again`,
  "person.change-password": (name) => `changed the password of ${name}`,
  "person.add-totp": (name) => `added an authenticator app to ${name}`,
  "person.remove-totp": (name) => `removed the authenticator app of ${name}`,
  "person.add-passkey": (name) => `added a passkey to ${name}`,
  "person.remove-passkey": (name) => `removed a passkey of ${name}`,
  "certificate.create": (name) => `stored the certificate ${name}`,
  "certificate.update": (name) => `changed owner, notes or tags of the certificate ${name}`,
  "certificate.delete": (name) => `deleted the certificate ${name}`,
  "import.apply": (name, event) => `imported ${importedRows(event.after)} into ${name}`,
  "account.create": (name) => `added the account ${name}`,
  "account.update": (name) => `changed owner, notes or tags of the account ${name}`,
  "account.limit": (name) => `changed who may map to ${name}, or where it may be used`,
  "account.set-password": (name) => `set the password of ${name}`,
  "account.delete": (name) => `deleted the account ${name}`,
  "site-config.create": (name) => `created the site config ${name}`,
  "site-config.update": (name, event) => `changed the ${draftPart(event)} of ${name}`,
  "site-config.delete": (name) => `deleted the site config ${name}`,
  "site-config.adopt": (name, event) => `adopted the site config ${name}${from(event.after)}`,
  "site-config.export": (name) => `exported ${name}`,
  "mapping.add": (name, event) => `added the ${mapping(event.after)} ${name}${account(event.after)}`,
  "mapping.update": (name, event) => `changed the ${mapping(event.after)} ${name}`,
  "mapping.remove": (name, event) => `removed the ${mapping(event.before)} ${name}${account(event.before)}`,
  "mapping.bulk": (name, event) => `changed mappings of ${name}${change(event)}`,
  "draft.reorder": (name) => `put the many-to-one mappings of ${name} into another order`,
  "draft.undo": (name, event) => `undid ${step(event)} in the draft of ${name}`,
  "draft.redo": (name, event) => `redid ${step(event)} in the draft of ${name}`,
  "draft.replace": (name) => `replaced the draft of ${name} as a whole`,
  "draft.restore": (name) => `restored ${name} as the draft`,
  "saved-test.add": (name) => `saved a test: ${name}`,
  "saved-test.update": (name) => `changed the saved test: ${name}`,
  "saved-test.remove": (name) => `removed the saved test: ${name}`,
  "finding.fix": (name) => `fixed the finding ${name}`,
  "finding.accept": (name) => `accepted the finding ${name}`,
  "finding.withdraw": (name) => `withdrew the acceptance of the finding ${name}`,
  "revision.publish": (name, event) => `published ${name}${overridden(event)}`,
  "removal.plan": (name) => `planned the removal of ${name}`,
  "removal.authorise": (name, event) => `authorised the removal of ${name}${removalDate(event.after)}`,
  "removal.change": (name, event) => `moved the removal of ${name}${removalDate(event.after)}`,
  "removal.cancel": (name) => `cancelled the removal of ${name}`,
  "removal.done": (name) => `verified the removal of ${name}`,
  "removal.failed": (name) => `could not verify the removal of ${name}`,
  "enrolment-token.create": (name, event) =>
    `made an enrolment token${member(event.after, "automaticApproval") === true ? " with automatic approval" : ""} for ${name}`,
  "server.enrol": (name, event) => `asked to join as ${name}${waits(event.after)}`,
  "server.approve": (name) => `approved the server ${name}`,
  "server.approve-automatically": (name, event) =>
    `approved the server ${name} automatically${tokenOf(event.after)}`,
  "server.reject": (name) => `rejected the server ${name}`,
  "server.quarantine": (name) => `quarantined ${name}: two machines spoke with its key`,
  "server.ask-replacement": (name) => `asked to take the place of the agent of ${name}`,
  "server.replace-keys": (name) => `replaced the keys of the server ${name}`,
  "server.reject-replacement": (name) => `rejected new keys for the server ${name}`,
  "server.revoke": (name) => `revoked the server ${name}`,
  "server.unenrol": (name) => `left the console; it was the server ${name}`,
  "server.start-sample": (name) => `started the sample server ${name}`,
  "server.look-again": (name) => `asked the agent of ${name} to look again`,
  "site.plan": (name) => `asked the server what a push to ${name} would do`,
  "site.probe": (name) => `asked for a probe of ${name}`,
  "site.probed": (name) => `probed ${name}`,
  "server.set-groups": (name) => `changed the groups of the server ${name}`,
  "server-group.create": (name) => `created the server group ${name}`,
  "server-group.update": (name) => `changed the server group ${name}`,
  "server-group.delete": (name) => `deleted the server group ${name}`,
  "deployment.start": (name, event) => `started ${name}${pushed(event.after)}`,
  "deployment.verified": (name) => `applied and verified ${name}`,
  "deployment.failed": (name) => `failed at ${name}`,
  "deployment.undone": (name) => `undid ${name}`,
  "revision.reject": (name) => `marked ${name} as not to be applied again`,
  "target.set-mode": (name, event) => `set ${name} to ${modeOf(event.after)}`,
  "server.choose-writer": (name) => `chose ${name} to write a shared configuration`,
  "server.set-tags": (name) => `changed the tags of ${name}`,
  "server.set-windows": (name) => `changed the maintenance windows of ${name}`,
  "server-group.set-windows": (name) => `changed the maintenance windows of the servers in ${name}`,
  "deployment.pause": (name) => `paused ${name}`,
  "deployment.resume": (name) => `resumed ${name}`,
  "deployment.abort": (name) => `aborted ${name}`,
  "deployment.retry": (name) => `tried failed targets of ${name} again`,
  "deployment.stop": (name) => `stopped ${name} after a failure`,
  "deployment.open-wave": (name) => `opened the next wave of ${name}`,
  "deployment.lease-ended": (name) => `took ${name} back from an agent that did not come back`,
  "cut-off.start": (name) => `cut off ${name}`,
  "cut-off.retry": (name) => `pushed the cut-off of ${name} once more`,
  "cut-off.lift": (name) => `lifted the cut-off of ${name}`,
  "cut-off.done": (name) => `verified on every server that ${name} is cut off`,
  "target.set-binding-flags": (name) => `set the binding flags that the next push brings: ${name}`,
  "target.set-probe": (name) => `changed whether pushes are probed: ${name}`,
  "target.drifted": (name) => `found drift: ${name}`,
  "target.in-sync": (name) => `found in sync again: ${name}`,
  "target.correction-held": (name) => `corrects no more until a person pushes: ${name}`,
  "target.restart-pending": (name) => `switched the AD section, which counts after a restart: ${name}`,
  "target.restarted": (name) => `saw the web server restarted: ${name}`,
  "target.confirm-restart": (name) => `confirmed that the web server was restarted: ${name}`,
  "target.password-drifted": (name, event) => `found drift of ${passwordsOf(event.after)}: ${name}`,
  "target.passwords-in-sync": (name) => `found the passwords as the last push left them: ${name}`,
  "access.export": () => "exported who maps to which account",
  "console.new-generation": (name) => `started a new generation for agents: ${name}`,
  "key.rotate": (name) => `rotated the key ${name}`,
  "key.bind-names": () => "bound stored passwords to the names of their accounts",
  "audit.export": () => "exported audit events",
  "audit.cut": (_, event) => `moved old audit events to a file${upTo(event.after)}`,
  "audit.verification-failed": (_, event) => `found the audit trail altered${upTo(event.after, "at")}`,
  "api-token.create": (name) => `made the API token ${name}`,
  "api-token.revoke": (name) => `revoked the API token ${name}`,
  "forwarder.create": (name) => `set up forwarding to ${name}`,
  "forwarder.update": (name, event) =>
    `${member(event.after, "enabled") === true ? "resumed" : "paused"} forwarding to ${name}`,
  "forwarder.delete": (name) => `ended forwarding to ${name}`,
};

/** A member of a JSON object, where the value is one. */
function member(value: Said["after"], key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value[key];
}

/** Only many-to-one mappings have rules. */
function mapping(value: Said["after"]): string {
  return Array.isArray(member(value, "rules")) ? "many-to-one mapping" : "mapping";
}

function account(value: Said["after"]): string {
  const userName = member(value, "userName");
  return typeof userName === "string" ? ` (account ${userName})` : "";
}

function from(value: Said["after"]): string {
  const source = member(value, "from");
  return typeof source === "string" ? ` from ${source}` : "";
}

/** `, by a token of Ann` */
function tokenOf(value: Said["after"]): string {
  const maker = member(value, "maker");
  return typeof maker === "string" ? `, by a token of ${maker}` : "";
}

/** ` and waits: Ann, who made the token, is disabled` */
function waits(value: Said["after"]): string {
  const why = waitsBecause(member(value, "automaticApproval"), String(member(value, "maker")));
  return why === null ? "" : ` and waits: ${why}`;
}

/** `: Partner portal revision 12 to 3 targets` */
function pushed(value: Said["after"]): string {
  const siteConfig = member(value, "siteConfig");
  const targets = member(value, "targets");
  const what =
    typeof siteConfig === "string" ? `: ${siteConfig} revision ${String(member(value, "revision"))}` : "";
  if (!Array.isArray(targets)) return what;
  return `${what} to ${targets.length.toLocaleString("en")} ${targets.length === 1 ? "target" : "targets"}`;
}

/** `: Disable 12 mappings` */
function change({ after }: Said): string {
  const words = member(after, "change");
  return typeof words === "string" ? `: ${words}` : "";
}

/** ` past 2 failing tests` */
function overridden({ after }: Said): string {
  const failed = member(after, "failedTests");
  if (!Array.isArray(failed)) return "";
  return ` past ${failed.length.toLocaleString("en")} failing ${failed.length === 1 ? "test" : "tests"}`;
}

/** `"Disable 12 mappings"` */
function step({ after }: Said): string {
  const label = member(after, "step");
  return typeof label === "string" ? `"${label}"` : "a change";
}

/** `, up to event 1,200` */
function upTo(value: Said["after"], where = "up to"): string {
  const number = member(value, "number");
  return typeof number === "number" ? `, ${where} event ${number.toLocaleString("en")}` : "";
}

function importedRows(value: Said["after"]): string {
  const rows = Number(member(value, "rows"));
  const file = member(value, "file");
  const from = typeof file === "string" && file !== "" ? ` of ${file}` : "";
  return `${rows === 1 ? "1 row" : `${rows.toLocaleString("en")} rows`}${from}`;
}

/** ` for 2026-11-03 12:00 UTC` */
function removalDate(value: Said["after"]): string {
  const at = member(value, "removeAt");
  return typeof at === "string" ? ` for ${at.slice(0, 16).replace("T", " ")} UTC` : "";
}

function draftPart({ before, after }: Said): string {
  const renamed = member(before, "name") !== member(after, "name");
  const settings = JSON.stringify(member(before, "settings")) !== JSON.stringify(member(after, "settings"));
  if (renamed) return settings ? "name and settings" : "name";
  return "settings";
}

/** `the password of CONTOSO\a`, `passwords of 3 accounts` */
function passwordsOf(value: Said["after"]): string {
  const accounts = member(value, "accounts");
  if (!Array.isArray(accounts)) return "passwords";
  const [first] = accounts;
  if (accounts.length === 1 && typeof first === "string") return `the password of ${first}`;
  return `passwords of ${accounts.length.toLocaleString("en")} accounts`;
}

function modeOf(after: Said["after"]): string {
  return typeof after === "object" && after !== null && "mode" in after ? String(after.mode) : "another mode";
}
