import { AUDIT_ACTIONS, type AuditAction } from "@/lib/api/audit-events";

/** The kinds of events in the filter, grouped by noun in the order in which people work. */
const WORDS: Record<AuditAction, [group: string, label: string]> = {
  "person.set-up": ["People", "Console set up"],
  "person.sign-in": ["People", "Signed in"],
  "person.sign-in-refused": ["People", "Sign-in refused"],
  "person.sign-out": ["People", "Signed out"],
  "person.refused": ["People", "Attempt refused"],
  "person.end-session": ["People", "Session ended"],
  "person.invite": ["People", "Person invited"],
  "person.make-link": ["People", "Link for a new password made"],
  "person.use-link": ["People", "Link for a password used"],
  "person.change-role": ["People", "Role changed"],
  "person.limit": ["People", "Limited to server groups"],
  "person.disable": ["People", "Person disabled"],
  "person.enable": ["People", "Person enabled"],
  "person.change-password": ["People", "Own password changed"],
  "person.add-totp": ["People", "Authenticator app added"],
  "person.remove-totp": ["People", "Authenticator app removed"],
  "person.add-passkey": ["People", "Passkey added"],
  "person.remove-passkey": ["People", "Passkey removed"],
  "certificate.create": ["Certificates", "Certificate stored"],
  "certificate.update": ["Certificates", "Certificate labelled"],
  "certificate.delete": ["Certificates", "Certificate deleted"],
  "import.apply": ["Certificates", "Imported a list"],
  "account.create": ["Accounts", "Account added"],
  "account.update": ["Accounts", "Account changed"],
  "account.limit": ["Accounts", "Account limited"],
  "account.set-password": ["Accounts", "Password set"],
  "account.delete": ["Accounts", "Account deleted"],
  "site-config.create": ["Site configs", "Site config created"],
  "site-config.update": ["Site configs", "Site config changed"],
  "site-config.delete": ["Site configs", "Site config deleted"],
  "site-config.adopt": ["Site configs", "Site config adopted"],
  "site-config.export": ["Evidence", "Site configs exported"],
  "mapping.add": ["Site configs", "Mapping added"],
  "mapping.update": ["Site configs", "Mapping changed"],
  "mapping.remove": ["Site configs", "Mapping removed"],
  "mapping.bulk": ["Site configs", "Several mappings changed"],
  "draft.reorder": ["Site configs", "Mappings reordered"],
  "draft.undo": ["Site configs", "Change undone"],
  "draft.redo": ["Site configs", "Change redone"],
  "draft.replace": ["Site configs", "Draft replaced as a whole"],
  "draft.restore": ["Site configs", "Revision restored"],
  "saved-test.add": ["Site configs", "Test saved"],
  "saved-test.update": ["Site configs", "Saved test changed"],
  "saved-test.remove": ["Site configs", "Saved test removed"],
  "finding.fix": ["Site configs", "Finding fixed"],
  "finding.accept": ["Site configs", "Finding accepted"],
  "finding.withdraw": ["Site configs", "Acceptance withdrawn"],
  "revision.publish": ["Site configs", "Revision published"],
  "removal.plan": ["Certificates", "Removal planned"],
  "removal.authorise": ["Certificates", "Removal authorised"],
  "removal.change": ["Certificates", "Removal moved"],
  "removal.cancel": ["Certificates", "Removal cancelled"],
  "removal.done": ["Certificates", "Removal verified"],
  "removal.failed": ["Certificates", "Removal failed"],
  "enrolment-token.create": ["Servers", "Enrolment token made"],
  "server.enrol": ["Servers", "Server enrolled"],
  "server.approve": ["Servers", "Server approved"],
  "server.reject": ["Servers", "Server rejected"],
  "server.revoke": ["Servers", "Server revoked"],
  "server.unenrol": ["Servers", "Server left the console"],
  "server.start-sample": ["Servers", "Sample server started"],
  "server.set-groups": ["Servers", "Server's groups changed"],
  "server.look-again": ["Servers", "Agent asked to look again"],
  "site.probe": ["Servers", "Probe asked for"],
  "site.probed": ["Servers", "Site probed"],
  "server-group.create": ["Servers", "Server group created"],
  "server-group.update": ["Servers", "Server group changed"],
  "server-group.delete": ["Servers", "Server group deleted"],
  "deployment.start": ["Deployments", "Push started"],
  "deployment.verified": ["Deployments", "Push verified"],
  "deployment.failed": ["Deployments", "Push failed"],
  "deployment.undone": ["Deployments", "Push undone"],
  "revision.reject": ["Site configs", "Revision rolled back"],
  "target.set-mode": ["Servers", "Mode of a target changed"],
  "server.set-tags": ["Servers", "Tags changed"],
  "server.set-windows": ["Servers", "Maintenance windows changed"],
  "server-group.set-windows": ["Servers", "Maintenance windows of a group changed"],
  "deployment.pause": ["Deployments", "Push paused"],
  "deployment.resume": ["Deployments", "Push resumed"],
  "deployment.abort": ["Deployments", "Push aborted"],
  "deployment.retry": ["Deployments", "Targets tried again"],
  "deployment.stop": ["Deployments", "Push stopped after a failure"],
  "deployment.open-wave": ["Deployments", "Wave opened"],
  "cut-off.start": ["Deployments", "Cut off"],
  "cut-off.retry": ["Deployments", "Cut-off pushed again"],
  "cut-off.done": ["Deployments", "Cut-off verified everywhere"],
  "target.set-binding-flags": ["Deployments", "Binding flags set"],
  "target.set-probe": ["Deployments", "Probe of pushes changed"],
  "target.drifted": ["Deployments", "Drift found"],
  "target.in-sync": ["Deployments", "In sync again"],
  "access.export": ["Evidence", "Access exported"],
  "key.rotate": ["Evidence", "Key rotated"],
  "audit.export": ["Evidence", "Events exported"],
  "audit.cut": ["Evidence", "Old events removed"],
  "audit.verification-failed": ["Evidence", "Trail found altered"],
  "api-token.create": ["People", "API token made"],
  "api-token.revoke": ["People", "API token revoked"],
  "forwarder.create": ["Evidence", "Forwarding set up"],
  "forwarder.update": ["Evidence", "Forwarding changed"],
  "forwarder.delete": ["Evidence", "Forwarding ended"],
};

export function actionLabel(action: AuditAction): string {
  return WORDS[action][1];
}

/** As Mantine's Select takes grouped data. */
export function actionOptions(): { group: string; items: { value: AuditAction; label: string }[] }[] {
  const groups = new Map<string, { value: AuditAction; label: string }[]>();
  for (const value of AUDIT_ACTIONS) {
    const [group, label] = WORDS[value];
    groups.set(group, [...(groups.get(group) ?? []), { value, label }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

/** Null for anything that is no kind of event, such as a value that somebody typed into the URL. */
export function readAction(value: string | null | undefined): AuditAction | null {
  return AUDIT_ACTIONS.find((action) => action === value) ?? null;
}
