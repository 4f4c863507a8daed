import type { FactId } from "@/lib/iis/runtime-facts";

export interface ErrorEntry {
  /** As an unsigned HRESULT; Win32 errors as 0x8007xxxx. */
  code: number;
  hresult: string;
  /** The number in sc-win32-status where it differs from the HRESULT. */
  win32?: number;
  symbol: string;
  meaning: string;
  causes: readonly string[];
  checks: readonly string[];
  fixes: readonly string[];
  because?: readonly FactId[];
}

type Text = Pick<ErrorEntry, "meaning" | "causes" | "checks" | "fixes" | "because">;

const win32 = (number: number, symbol: string, text: Text): ErrorEntry => ({
  ...hresult((0x80070000 | number) >>> 0, symbol, text),
  win32: number,
});
const hresult = (code: number, symbol: string, text: Text): ErrorEntry => ({
  code,
  hresult: `0x${code.toString(16).padStart(8, "0")}`,
  symbol,
  ...text,
});

const logon = (meaning: string, cause: string, fix: string): Text => ({
  meaning,
  causes: [cause],
  checks: ["Look at event 4625 in the Security log: account and sub status."],
  fixes: [fix],
});

/** Win32 errors and HRESULTs that come with the statuses (winerror.h), and what they mean here. */
export const ERROR_CODES: readonly ErrorEntry[] = [
  win32(5, "ERROR_ACCESS_DENIED", {
    meaning: "Access is denied.",
    causes: ["The account lacks rights on the file, or the worker process on a web.config."],
    checks: ["Look at the effective access on the file that the error page names."],
    fixes: ["Give read access."],
  }),
  win32(13, "ERROR_INVALID_DATA", {
    meaning: "The configuration file holds something that the schema does not know, or is malformed.",
    causes: [
      "An unknown attribute or element, such as <remove> in a mapping list.",
      "A name in the wrong case: it is userName, not username.",
      "SslMapCert in sslFlags.",
      "A tag that is not closed.",
    ],
    checks: ["The error page on the server names the line."],
    fixes: ["Correct or remove what the line holds."],
  }),
  win32(33, "ERROR_LOCK_VIOLATION", {
    meaning: "The section is locked at a higher level.",
    causes: ['A web.config sets a section that applicationHost.config locks (overrideModeDefault="Deny").'],
    checks: ["Look at the section in configSections of applicationHost.config."],
    fixes: [
      "Put the section into a <location> of applicationHost.config.",
      "Or unlock it for that one site.",
    ],
  }),
  win32(50, "ERROR_NOT_SUPPORTED", {
    meaning: "A certificate was asked for after a TLS 1.3 handshake.",
    causes: [
      "sslFlags negotiates the certificate, the binding does not ask for it, and the client speaks TLS 1.3.",
    ],
    checks: ["Look at `netsh http show sslcert`: Negotiate Client Certificate."],
    fixes: ["Let the binding ask in the first handshake: clientcertnegotiation=enable."],
  }),
  win32(183, "ERROR_ALREADY_EXISTS", {
    meaning: "A collection holds the same key twice.",
    causes: [
      "The same certificate, mapping name or rule stands twice.",
      "An entry is inherited from the server and added again at the site.",
    ],
    checks: ["The error page names the entry.", "Run `certmap lint`."],
    fixes: ["Remove one of the two.", "Begin the list with <clear />."],
  }),
  win32(
    1326,
    "ERROR_LOGON_FAILURE",
    logon(
      "The user name or the password of the mapped account is wrong.",
      "The password was changed, or mistyped in the mapping.",
      "Set the password of the mapping anew.",
    ),
  ),
  win32(
    1327,
    "ERROR_ACCOUNT_RESTRICTION",
    logon(
      "A restriction keeps the account from logging on.",
      "An empty password, or a policy.",
      "Give the account a password, and look at its restrictions.",
    ),
  ),
  win32(
    1328,
    "ERROR_INVALID_LOGON_HOURS",
    logon(
      "The account may not log on at this hour.",
      "Logon hours are set on the account.",
      "Extend the logon hours.",
    ),
  ),
  win32(
    1330,
    "ERROR_PASSWORD_EXPIRED",
    logon(
      "The password of the account has expired.",
      "The password's age exceeds the policy.",
      "Set a new password, on the account and in the mapping.",
    ),
  ),
  win32(
    1331,
    "ERROR_ACCOUNT_DISABLED",
    logon("The account is disabled.", "Somebody disabled it.", "Enable it, or map another account."),
  ),
  win32(
    1385,
    "ERROR_LOGON_TYPE_NOT_GRANTED",
    logon(
      "The account lacks the right that logonMethod asks for.",
      'Interactive needs "Allow log on locally", Batch "Log on as a batch job", Network and ClearText "Access this computer from the network".',
      "Give the account that right, or change logonMethod.",
    ),
  ),
  win32(
    1789,
    "ERROR_TRUSTED_RELATIONSHIP_FAILURE",
    logon(
      "The trust between the server and the domain is broken.",
      "The computer's account is out of step.",
      "Repair it: Test-ComputerSecureChannel -Repair.",
    ),
  ),
  win32(
    1793,
    "ERROR_ACCOUNT_EXPIRED",
    logon(
      "The account has expired.",
      "An end date is set on the account.",
      "Extend it, or map another account.",
    ),
  ),
  win32(
    1907,
    "ERROR_PASSWORD_MUST_CHANGE",
    logon(
      "The password must be changed before the first logon.",
      "The account was created with that flag.",
      "Clear the flag, or change the password.",
    ),
  ),
  win32(
    1909,
    "ERROR_ACCOUNT_LOCKED_OUT",
    logon(
      "The account is locked out.",
      "Too many wrong passwords, perhaps by the mapping itself.",
      "Unlock it, and set the password of the mapping anew.",
    ),
  ),
  hresult(0x80090005, "NTE_BAD_DATA", {
    meaning: "An encrypted attribute cannot be decrypted.",
    causes: ["The file, or a password in it, was copied from another server: the keys differ."],
    checks: ["Does the error say \"Failed to decrypt attribute 'password'\"?"],
    fixes: [
      "Set the password anew on this server.",
      "For shared configuration export and import the keys with it.",
    ],
  }),
  hresult(0x8009000b, "NTE_BAD_KEY_STATE", {
    meaning: "The key for encrypted attributes is not usable.",
    causes: ["The worker process may not read the machine key.", "The file came from another server."],
    checks: ["Look at the rights on ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys."],
    fixes: ["Give IIS_IUSRS read access to iisConfigurationKey.", "Set the password anew on this server."],
  }),
  hresult(0x80090016, "NTE_BAD_KEYSET", {
    meaning: "The key for encrypted attributes does not exist on this server.",
    causes: ["The file came from another server, or the key was removed."],
    checks: ["Look at configProtectedData in applicationHost.config and at the keys of the machine."],
    fixes: ["Set the password anew on this server.", "For shared configuration import the keys too."],
  }),
  hresult(0x80092010, "CRYPT_E_REVOKED", {
    meaning: "The certificate is revoked.",
    causes: ["The authority revoked it."],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: ["Issue a new certificate and map it."],
  }),
  hresult(0x80092012, "CRYPT_E_NO_REVOCATION_CHECK", {
    meaning: "Revocation could not be checked: the certificate names no place to ask.",
    causes: ["Neither a revocation list nor OCSP is named in a certificate of the chain."],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: [
      "Let the authority publish a revocation list.",
      "Or switch verifyclientcertrevocation off on the binding, knowing what that means.",
    ],
  }),
  hresult(0x80092013, "CRYPT_E_REVOCATION_OFFLINE", {
    meaning: "Revocation could not be checked: the revocation server was not reached.",
    causes: ["The server cannot reach the address of the revocation list, or the list has expired."],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: [
      "Let the server reach it, through the proxy of the machine account too.",
      "Publish a fresh revocation list.",
    ],
  }),
  hresult(0x80093102, "CRYPT_E_ASN1_EOD", {
    meaning: "ASN.1 unexpected end of data: the certificate of a one-to-one mapping is cut off.",
    causes: [
      "A line break or a blank in the certificate attribute cuts it off.",
      "The text was copied without its end.",
    ],
    checks: [
      "Run `certmap lint`: it names the entry.",
      "One such entry breaks the whole site, so look at all of them.",
    ],
    fixes: ["Put the certificate in again as base64 on one line (`certmap blob FILE`)."],
    because: ["base64-stops", "broken-entry-breaks-site"],
  }),
  hresult(0x8009310b, "CRYPT_E_ASN1_BADTAG", {
    meaning: "ASN.1 bad tag: the certificate attribute of a one-to-one mapping holds something else.",
    causes: [
      "BEGIN and END lines were pasted along.",
      "It is the base64 of another file, such as a PKCS#7 or a key.",
    ],
    checks: ["Run `certmap lint`: it names the entry."],
    fixes: ["Put the certificate in again as base64 on one line (`certmap blob FILE`)."],
    because: ["base64-stops", "broken-entry-breaks-site"],
  }),
  hresult(0x800b0101, "CERT_E_EXPIRED", {
    meaning: "A certificate of the chain is out of its dates.",
    causes: ["The client's certificate or one of its issuers has expired."],
    checks: ["Look at the dates of the whole chain."],
    fixes: ["Renew it and map the new one."],
  }),
  hresult(0x800b0109, "CERT_E_UNTRUSTEDROOT", {
    meaning: "The chain ends in a root that the server does not trust.",
    causes: [
      "The root is missing from LocalMachine\\Root; a root in the store of a user does not count.",
      "A certificate that is not self-signed lies in the Trusted Root store of the server (KB2802568).",
    ],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: [
      "Import the root into LocalMachine\\Root.",
      "Move certificates that are not self-signed out of the Trusted Root store.",
    ],
  }),
  hresult(0x800b010a, "CERT_E_CHAINING", {
    meaning: "No chain could be built to a trusted root.",
    causes: ["An intermediate certificate is missing on the server and not sent by the client."],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: ["Import the intermediate certificates into LocalMachine\\CA."],
  }),
  hresult(0x800b010c, "CERT_E_REVOKED", {
    meaning: "The certificate was revoked by its issuer.",
    causes: ["The authority revoked it."],
    checks: ["Run certutil -verify -urlfetch FILE.cer on the server."],
    fixes: ["Issue a new certificate and map it."],
  }),
  hresult(0x800b0110, "CERT_E_WRONG_USAGE", {
    meaning: "The certificate is not made for this use.",
    causes: ["Its extended key usage lacks Client Authentication."],
    checks: ["Look at the extended key usage with `certmap inspect`."],
    fixes: ["Ask for a certificate with Client Authentication (1.3.6.1.5.5.7.3.2)."],
  }),
];
