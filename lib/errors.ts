/**
 * The one table of errors. A code is stable: people search for it, scripts branch on it.
 * An expected outcome is a returned value (`Result`); a bug is thrown.
 */

/** HTTP status and the short title that problem+json carries (RFC 9457), by code. */
export const ERRORS = {
  // Requests
  "invalid-input": [422, "The input is not valid"],
  "malformed-json": [400, "The body is not JSON"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The content type is not accepted here"],
  "not-signed-in": [401, "Sign in first"],
  "not-allowed": [403, "Not allowed"],
  "cross-site-request": [403, "The request came from another site"],
  "not-found": [404, "Not found"],
  conflict: [409, "It was changed by someone else meanwhile"],
  "in-use": [409, "It is in use"],
  "already-exists": [409, "It exists already"],
  "if-match-required": [428, "The version being changed must be named"],
  "too-many-requests": [429, "Too many requests"],
  "idempotency-key-other": [422, "The idempotency key belongs to another request"],
  "idempotency-key-running": [409, "The same request is running"],
  "idempotency-answer-gone": [409, "The answer is not kept"],
  "too-many-rows": [413, "There is too much for this"],
  internal: [500, "Something went wrong in Certmap"],

  // People
  "setup-token-invalid": [403, "The set-up link is not valid"],
  "sign-in-refused": [401, "Sign-in was refused"],
  "sign-in-locked": [429, "Sign-in is locked for a while"],
  "password-common": [422, "The password is easy to guess"],
  "password-wrong": [403, "The password is not right"],
  "code-wrong": [422, "The code is not right"],
  "link-invalid": [403, "The link is not valid"],
  "last-administrator": [409, "There would be no administrator"],
  "api-token-refused": [401, "The API token is not accepted"],

  // Accounts, site configs, pushes
  "user-name-malformed": [422, "The account is not written as Windows reads it"],
  "account-not-granted": [403, "You may not map to this account"],
  "account-out-of-scope": [409, "The account may not be used on this server"],
  "already-mapped": [409, "The certificate is already mapped in this site config"],
  "no-such-step": [409, "There is nothing to undo or redo"],
  "step-blocked": [409, "What this change needs is gone"],
  "plan-changed": [409, "Something else would happen by now"],
  "scopes-differ": [422, "The scopes are not alike"],
  "export-malformed": [422, "This is not an export of Certmap"],
  "export-version": [422, "The export has another version"],
  "saved-tests-failed": [409, "Saved tests fail under the draft"],
  "account-not-stored": [409, "An account is not stored"],
  "restore-blocked": [409, "What this revision names is gone"],
  "no-such-fix": [409, "There is nothing to fix any more"],
  "nothing-to-publish": [409, "The draft equals the last revision"],
  "stored-data-altered": [500, "Stored data was changed behind the console's back"],
  "key-file-unusable": [500, "The secret key file cannot be used"],
  "secret-unreadable": [500, "A stored secret cannot be opened"],
  "fingerprint-mismatch": [409, "The fingerprints differ"],
  "server-out-of-scope": [403, "A server is outside of your server groups"],
  "server-not-approved": [409, "The server is not approved"],
  "target-taken": [409, "Another site config is at work there"],
  "push-blocked": [409, "A place cannot be pushed to"],
  "target-observed": [409, "The target is only observed"],
  "revision-rejected": [409, "The revision was rolled back"],
  "deployment-over": [409, "The deployment is over"],
  "push-running": [409, "A push to this target is running"],
  "nothing-to-cut-off": [409, "There is nothing to cut off"],
  "cut-off-holds": [409, "Somebody who was cut off would be let in again"],
  "no-launcher": [503, "The sample server needs npm start"],

  // Certificates (lib/pki)
  "cert-empty": [422, "The file is empty"],
  "cert-too-large": [413, "The certificate is too large"],
  "cert-not-a-certificate": [422, "This is not a certificate"],
  "cert-truncated": [422, "The certificate is cut off"],
  "cert-trailing-bytes": [422, "There are bytes behind the certificate"],
  "cert-malformed": [422, "The certificate is damaged"],
  "cert-base64-damaged": [422, "The base64 text is damaged"],
  "cert-character-missing": [422, "A character of the base64 text is missing"],
  "cert-thumbprint": [422, "This is a thumbprint, not a certificate"],
  "cert-request": [422, "This is a certificate request"],
  "cert-revocation-list": [422, "This is a revocation list"],
  "cert-private-key": [422, "This holds a private key"],
  "cert-public-key": [422, "This is a public key"],
  "cert-ssh-key": [422, "This is an SSH key"],
  "cert-pkcs12": [422, "This is a PKCS#12 file"],
  "cert-pkcs7-empty": [422, "The PKCS#7 file holds no certificate"],
  "cert-zip": [422, "This is a zip file"],
  "pkcs12-password": [422, "The password of the PKCS#12 file is wrong"],
  "pkcs12-unsupported": [422, "The encryption of the PKCS#12 file is not supported"],
  "pkcs12-malformed": [422, "The PKCS#12 file is damaged"],
  "pkcs12-no-certificate": [422, "The PKCS#12 file holds no certificate"],
  "zip-malformed": [422, "The zip file is damaged"],
  "zip-unsupported": [422, "The zip file uses a feature that is not supported"],
  "zip-encrypted": [422, "The zip file is encrypted"],
  "zip-too-many-entries": [413, "The zip file has too many entries"],
  "zip-too-large": [413, "The zip file unpacks to too much"],

  // The audit trail (lib/audit-chain)
  "audit-export-malformed": [422, "This is not an export of audit events"],
  "audit-chain-broken": [409, "The audit trail is not as it was written"],
  "audit-nothing-to-cut": [409, "There are no events to remove"],

  // Imports
  "import-outdated": [409, "The import is not what the dry run showed"],
  "import-cancelled": [409, "The import was stopped"],
  "list-malformed": [422, "The list cannot be read"],
  "list-columns": [422, "The list lacks a column"],

  // Command line (cli)
  usage: [400, "The command line is not understood"],
  "input-unreadable": [422, "The file cannot be read"],
  "output-unwritable": [500, "The file cannot be written"],

  // IIS configuration (lib/iis)
  "config-malformed": [422, "The site config is not valid"],
  "xml-malformed": [422, "The file is not well-formed XML"],
  "scope-unknown": [422, "There is no such scope in the file"],
  "scope-below-site": [422, "Mappings below a site are ignored by IIS"],
  "password-missing": [422, "A password is missing"],
  "xml-encoding": [422, "The file's encoding is not valid"],
  "xml-dtd-refused": [422, "A document type declaration is refused"],
  "xml-too-deep": [422, "The file is nested too deeply"],
  "config-not-iis": [422, "This is not an IIS configuration file"],
  "config-refused": [422, "IIS would refuse this configuration"],
  "config-locked": [422, "The section is locked above this scope"],
  "config-source": [422, "The section is kept in another file"],
  "config-would-be-empty": [422, "The last mapping would be removed"],
  "value-unwritable": [422, "A value holds a character that XML cannot carry"],
  "render-refused": [422, "This tool cannot express the site config"],
  "render-nothing": [422, "There is nothing to render for this tool"],
  "status-unknown": [422, "This is no status code that we know"],
  "config-write-failed": [500, "The written file did not read back as intended"],

  // Agents (lib/agent-api, agent)
  "token-invalid": [403, "The enrolment token is not valid"],
  "token-expired": [403, "The enrolment token has expired"],
  "token-used": [403, "The enrolment token was used already"],
  "token-other-host": [403, "The enrolment token is for another host"],
  "agent-unknown": [401, "This agent is not enrolled here"],
  "agent-not-approved": [403, "This agent is not approved"],
  "agent-revoked": [403, "This agent was revoked"],
  "agent-quarantined": [403, "This server is quarantined"],
  "agent-fenced": [409, "A newer instance of this agent is running"],
  "assertion-missing": [401, "The request is not signed"],
  "assertion-invalid": [401, "The signature of the request is not valid"],
  "assertion-expired": [401, "The signature of the request has expired"],
  "assertion-replayed": [401, "The request was sent before"],
  "lease-lost": [409, "The job belongs to another lease"],
  "bundle-signature": [422, "The bundle is not signed by this console"],
  "bundle-malformed": [422, "The bundle cannot be understood"],
  "bundle-other-target": [422, "The bundle is for another target"],
  "sequence-not-higher": [409, "The bundle is not newer than the last one"],
  "console-unreachable": [503, "The console does not answer"],
  "console-url-refused": [422, "The console's address is not accepted"],
  "console-answer-malformed": [502, "The console's answer cannot be understood"],
  "console-key-mismatch": [422, "This is not the console of the enrolment command"],
  "agent-not-enrolled": [422, "This agent is not enrolled yet"],
  "service-not-possible": [422, "This host cannot run the agent as a service"],
  "service-step-failed": [500, "A step on this host failed"],
  "state-folder-unsafe": [422, "The agent's folder may be someone else's"],
  "agent-already-running": [409, "The agent is running already"],
  "apply-interrupted": [500, "The agent was stopped during an apply"],
  "site-unknown": [422, "The server has no such site"],
  "scope-not-allowed": [403, "The agent was not enrolled for this site"],
  "changed-since-plan": [409, "The file changed since the plan was made"],
  "foreign-entries": [409, "There are entries that nobody adopted"],
  "empty-refused": [409, "An empty configuration needs to be allowed"],
  "bindings-not-supported": [409, "This agent cannot set http.sys records"],
  "binding-unknown": [409, "There is no such http.sys record"],
  "binding-update-unsupported": [409, "This Windows cannot change an http.sys record in place"],
  "logon-refused": [422, "Windows refused the password"],
  "shared-configuration": [409, "The configuration is shared with other servers"],
  "shared-configuration-no-writer": [409, "No server was chosen to write the shared configuration"],
  "shared-configuration-other-writer": [409, "Another server writes the shared configuration"],
  "iis-answer-unknown": [422, "IIS has a value that Certmap does not know"],
  "iis-not-installed": [500, "The management library of IIS is missing"],
  "password-not-kept": [422, "IIS cannot decrypt a password that is to stay"],
  "vault-unreadable": [500, "The kept passwords cannot be opened"],
  "backup-unreadable": [500, "The kept state cannot be understood"],
  "half-written": [500, "A write stopped half-way"],
  "script-error": [500, "IIS or Windows refused"],
  "script-lost": [500, "The agent's script gave no answer"],
  "script-not-started": [500, "PowerShell could not be started"],
  "script-altered": [500, "The agent's script was changed"],
  "script-policy": [500, "A policy keeps the agent's script from running"],
  "script-busy": [503, "The agent's script is at work already"],
  "language-mode": [500, "PowerShell runs in Constrained Language Mode"],
  "not-64-bit": [500, "A 32-bit program started the script"],
  "password-handling-refused": [422, "This agent may not write new passwords"],
  "password-unreadable": [422, "A sealed password cannot be opened"],
  "file-unreadable": [500, "The configuration file cannot be read"],
  "file-not-writable": [500, "The configuration file cannot be written"],
  "disk-full": [507, "The disk is full"],
  "verify-mismatch": [500, "What was read back is not what was written"],
  "probe-failed": [500, "The site does not answer as predicted"],
  "probe-impossible": [422, "The site cannot be probed"],
  "probe-certificate-refused": [422, "This agent cannot show a certificate"],
  "task-unknown": [422, "The agent cannot do this"],

  // Starting the console (scripts)
  "settings-invalid": [500, "The settings are not valid"],
  "node-too-old": [500, "Node.js is too old"],
  "data-dir-unusable": [500, "The data folder cannot be used"],
  "already-running": [409, "Certmap is running already"],
  "port-in-use": [409, "The port is in use"],
  "database-unavailable": [503, "The database does not answer"],
  "database-setup-failed": [500, "The database could not be set up"],
  "migration-edited": [409, "A migration was changed after it was applied"],
  "migration-unknown": [409, "The database is newer than this program"],
  "migration-failed": [500, "A migration failed"],
  "build-failed": [500, "The program could not be built"],
  "console-not-starting": [500, "The console does not start"],
  "key-file-missing": [409, "The secret key file is missing"],
  "sample-agent-failed": [500, "The sample server could not be started"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** What is wrong, where, and what to do: everything a person or a script needs, never a secret. */
export interface CodedError {
  code: ErrorCode;
  /** One or two plain sentences: what is wrong and what to do. */
  message: string;
  /** 1-based line and column (in characters) of the input, where there is one. */
  line?: number;
  column?: number;
  /** Path of the offending field, such as `oneToOneMappings[3].certificate`. */
  field?: string;
  /** Further errors of the same input, each with its own place. */
  errors?: CodedError[];
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: CodedError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  message: string,
  where: Omit<CodedError, "code" | "message"> = {},
): { ok: false; error: CodedError } {
  return { ok: false, error: { code, message, ...where } };
}
