import type { FactId } from "@/lib/iis/runtime-facts";

export interface StatusEntry {
  /** `403.16`, or `413` where the substatus does not matter. */
  code: string;
  /** The name that IIS gives it ("HTTP status codes in IIS"). */
  title: string;
  /** What it means on a site with client certificates. */
  meaning: string;
  /** Most likely first. */
  causes: readonly string[];
  checks: readonly string[];
  fixes: readonly string[];
  because?: readonly FactId[];
}

/** HTTP status and substatus, from Microsoft's "HTTP status codes in IIS" and what practice adds to it. */
export const STATUS_CODES: readonly StatusEntry[] = [
  {
    code: "401.1",
    title: "Logon failed",
    meaning:
      "A mapping matched, but logging its account on failed, or the mappings of the site could not be loaded.",
    causes: [
      "The password of the mapped account was changed or has expired.",
      "The account is disabled, locked, or lacks the right that logonMethod asks for.",
      "One enabled one-to-one mapping of the site holds a certificate that does not decode: then every client certificate fails.",
      "The mapping has an empty userName.",
    ],
    checks: [
      "Look at sc-win32-status in the IIS log: 1326 is a wrong password, 2148086018 a damaged certificate.",
      "Look at event 4625 in the Security log of the server.",
    ],
    fixes: [
      "Set the password of the mapping anew.",
      "Put the damaged certificate in again, as base64 on one line.",
      "Give the account the right, or set logonMethod to ClearText.",
    ],
    because: ["broken-entry-breaks-site"],
  },
  {
    code: "401.2",
    title: "Logon failed due to server configuration",
    meaning:
      "No authentication gave the request a user: after the authentication modules nobody was signed in.",
    causes: [
      "No mapping matches the certificate, and every other authentication is off.",
      "The server never asked for a certificate: sslFlags lacks SslNegotiateCert.",
      "The mapping section or its list is switched off.",
      "The module IISCertificateMappingAuthenticationModule is not installed; its configuration is then accepted and ignored.",
      "The mappings stand at an application or a folder instead of the site.",
    ],
    checks: [
      "Ask `certmap resolve` which mapping the certificate meets, and why not.",
      "Look for the module in globalModules and in modules.",
      "Look at the log: is there a certificate at all?",
    ],
    fixes: [
      "Correct the rule, or add the mapping.",
      "Install the role service Web-Cert-Auth (for Active Directory mapping Web-Client-Auth).",
      "Set sslFlags to Ssl, SslNegotiateCert.",
    ],
    because: ["no-match-declines", "site-level-only"],
  },
  {
    code: "401.3",
    title: "Unauthorized due to ACL on resource",
    meaning: "The certificate was mapped and its account logged on, but the account may not read the file.",
    causes: ["The mapped account has no NTFS right on the file or the folder."],
    checks: ["Look at the effective access of the account on the file."],
    fixes: ["Give the account, or a group of it, read access to the site's folder."],
  },
  {
    code: "403.4",
    title: "SSL required",
    meaning: "The request came over plain HTTP, and sslFlags holds Ssl.",
    causes: ["The address was opened with http://."],
    checks: ["Look at the scheme and the port of the request."],
    fixes: ["Open it with https://, or redirect to it."],
  },
  {
    code: "403.5",
    title: "SSL 128 required",
    meaning: "The connection is encrypted with less than 128 bits, and sslFlags holds Ssl128.",
    causes: ["An outdated client or cipher."],
    checks: ["Look at the cipher that was negotiated."],
    fixes: ["Update the client, or remove Ssl128: servers of today offer nothing weaker."],
  },
  {
    code: "403.7",
    title: "Client certificate required",
    meaning: "The site requires a client certificate (SslRequireCert), and none was sent.",
    causes: [
      "The person has no certificate, or cancelled the choice.",
      "The server sends a list of trusted issuers that does not hold the issuer, so the browser offers nothing.",
      "The client cannot present a certificate after the handshake (TLS 1.3, HTTP/2).",
      "A proxy or a load balancer in front ends TLS and drops the certificate.",
      "sslFlags requires a certificate without asking for one (SslNegotiateCert).",
    ],
    checks: [
      "Look at `netsh http show sslcert`: Negotiate Client Certificate.",
      "Look at SendTrustedIssuerList under HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL.",
      "Try `openssl s_client -connect HOST:443 -cert FILE -key FILE`.",
    ],
    fixes: [
      "Let the binding ask in the first handshake: clientcertnegotiation=enable.",
      "Add the issuing authority to the trusted roots, or to Client Authentication Issuers.",
      "Set Ssl, SslNegotiateCert and SslRequireCert together.",
    ],
  },
  {
    code: "403.12",
    title: "Mapper denied access",
    meaning: "A many-to-one mapping with permissionMode Deny matched the certificate.",
    causes: [
      "A Deny stands before the Allow that was meant.",
      "A Deny without rules stands anywhere but last.",
      "The certificate is meant to be denied.",
    ],
    checks: ["Ask `certmap resolve` which mapping decides."],
    fixes: ["Move the Allow above the Deny, or narrow the rules of the Deny."],
    because: ["deny-is-403-12", "first-match-wins"],
  },
  {
    code: "403.13",
    title: "Client certificate revoked",
    meaning: "The certificate was revoked, or the server could not find out.",
    causes: [
      "The server cannot reach the revocation list or the OCSP responder.",
      "The revocation list has expired.",
      "The authority revoked the certificate.",
    ],
    checks: [
      "Run certutil -verify -urlfetch FILE.cer on the server.",
      "Look at the CAPI2 log (Microsoft-Windows-CAPI2/Operational).",
    ],
    fixes: [
      "Let the server reach the addresses of the revocation list.",
      "Publish a fresh revocation list.",
      "Issue a new certificate and map it.",
    ],
  },
  {
    code: "403.16",
    title: "Client certificate is untrusted or invalid",
    meaning:
      "HTTP.sys does not trust the certificate. No mapping was looked at yet: mapping a certificate does not make it trusted.",
    causes: [
      "The root of the authority is not in the Trusted Root Certification Authorities of the computer.",
      "A certificate that is not self-signed lies in the Trusted Root store of the server (KB2802568).",
      "An intermediate certificate is missing.",
      "The certificate is not made for client authentication.",
    ],
    checks: [
      "Run certutil -verify -urlfetch FILE.cer on the server.",
      "List root certificates that are none: Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object { $_.Issuer -ne $_.Subject }.",
    ],
    fixes: [
      "Import the root into LocalMachine\\Root and the intermediates into LocalMachine\\CA.",
      "Move certificates that are not self-signed out of the Trusted Root store.",
      "Ask for a certificate with Client Authentication (1.3.6.1.5.5.7.3.2).",
    ],
  },
  {
    code: "403.17",
    title: "Client certificate has expired or is not yet valid",
    meaning: "The certificate is out of its dates, as the server's clock has it.",
    causes: ["The certificate has expired.", "It is not valid yet.", "A clock is wrong."],
    checks: ["Look at the dates with `certmap inspect`, and at the server's clock."],
    fixes: ["Renew the certificate and map the new one: for a one-to-one mapping it is another certificate."],
  },
  {
    code: "413",
    title: "Request entity too large",
    meaning:
      "The certificate was asked for after a request with a body had begun, and the body is longer than uploadReadAheadSize.",
    causes: ["A first POST or PUT on a connection, with the certificate negotiated late."],
    checks: [
      "Look whether only large uploads fail, and `netsh http show sslcert`: Negotiate Client Certificate.",
    ],
    fixes: [
      "Let the binding ask in the first handshake: clientcertnegotiation=enable.",
      "Let the client send a GET or HEAD first, or Expect: 100-continue.",
      "Raise uploadReadAheadSize.",
    ],
  },
  {
    code: "500.0",
    title: "Module or ISAPI error occurred",
    meaning:
      "With 0x80070032: the certificate was asked for after a TLS 1.3 handshake, which cannot be done.",
    causes: [
      "TLS 1.3 or HTTP/2 with a site that asks for the certificate late (Windows Server 2025; Server 2022 resets the connection).",
    ],
    checks: ["Look at sc-win32-status: 50 is this.", "Try with TLS 1.2."],
    fixes: [
      "Let the binding ask in the first handshake: clientcertnegotiation=enable.",
      "Or switch TLS 1.3 off on the binding: disabletls13=enable.",
    ],
  },
  {
    code: "500.19",
    title: "Configuration data is invalid",
    meaning: "IIS refuses a configuration file; the error says why.",
    causes: [
      "0x80070021: the section is locked above, as in a web.config.",
      "0x8007000d: an unknown attribute or element, or malformed XML.",
      "0x800700b7: an entry is there twice, or inherited and added again.",
    ],
    checks: [
      "The error page on the server names file and line.",
      "Read the file with `certmap import`: it names line and column.",
    ],
    fixes: ["Put the section into a <location> of applicationHost.config.", "Correct the line."],
  },
];
