import { z } from "zod";
import { SECTION_NAMES, siteConfigSchema } from "@/lib/iis/site-config";

/** SHA-1 of a certificate, lower-case hex, as Windows names certificates. */
const thumbprint = z.string().regex(/^[0-9a-f]{40}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What stands in the file for an entry's password; the value itself never leaves the host. */
export const passwordStateSchema = z.strictObject({
  /** `one-to-one:<base64 certificate's SHA-256>` or `many-to-one:<name>`. */
  entry: z.string(),
  userName: z.string(),
  state: z.enum(["absent", "clear", "encrypted"]),
  provider: z.string().optional(),
  /**
   * HMAC-SHA-256 of the password that was read back, under a key that only the agent has. Tells that a password changed, and
   * nothing else. Only where the agent can read passwords back. Compared, never shown.
   */
  mark: sha256.optional(),
});

/** One scope as the agent reads it: what is in effect (inherited values included), and which sections the scope states itself. */
export const observedSchema = z.strictObject({
  scope: z.string(),
  config: siteConfigSchema,
  stated: z.array(z.enum(SECTION_NAMES)),
  passwords: z.array(passwordStateSchema),
});

/** Key of an http.sys record: `0.0.0.0:443`, `[::]:443`, `www.contoso.com:443` (SNI), or `*:443` (central certificate store). */
export const bindingKeySchema = z.string().min(1).max(300);

/** The certificate that an http.sys record names, in its store of LocalMachine. Null: it could not be read. */
export const serverCertificateSchema = z.strictObject({
  found: z.boolean().nullable(),
  /** Does the store name a private key for it? Whether the key opens is not tried. */
  hasPrivateKey: z.boolean().nullable(),
  content: z
    .strictObject({
      /** RFC 4514. */
      subject: z.string().max(1024).nullable(),
      issuer: z.string().max(1024).nullable(),
      /** Of the subject alternative name. */
      dnsNames: z.array(z.string().max(255)).max(500).nullable(),
      notBefore: z.iso.datetime(),
      notAfter: z.iso.datetime(),
      /** Is server authentication, or any purpose, among its extended key usages? Null: it has no such extension. */
      serverAuth: z.boolean().nullable(),
    })
    .nullable(),
});

/** What http.sys keeps for a key (HTTP_SERVICE_CONFIG_SSL_PARAM), read by HttpQueryServiceConfiguration. */
export const tlsRecordSchema = z.strictObject({
  key: bindingKeySchema,
  kind: z.enum(["ip-port", "host-port", "central-store"]).optional(),
  /** SHA-1 thumbprint, lower-case hex; "" for the central certificate store. */
  certificate: thumbprint.or(z.literal("")),
  /** Store of the server certificate; "" means MY. */
  store: z.string().max(256),
  /** DefaultFlags 0x2: asks for the client certificate in the first handshake. */
  negotiateClientCertificate: z.boolean(),
  /** DefaultFlags 0x1: active directory mapping by Schannel. */
  dsMapper: z.boolean(),
  ctlStore: z.string().max(256),
  ctlIdentifier: z.string().max(256),
  /** DefaultCertCheckMode: 1 no revocation check, 2 cached lists only, 0x10000 no usage check. Absent from agents of before. */
  checkMode: z.number().int().min(0).max(0xffff_ffff).optional(),
  /** DefaultFlags 0x10, 0x40 and 0x400. Older versions of Windows ignore them. */
  http2Disabled: z.boolean().optional(),
  tls13Disabled: z.boolean().optional(),
  legacyTlsDisabled: z.boolean().optional(),
  /** Absent from agents of before, and where the record names no certificate. */
  serverCertificate: serverCertificateSchema.optional(),
});

export const bindingSchema = z.strictObject({
  protocol: z.string(),
  bindingInformation: z.string(),
  /** IIS's own bits: 1 SNI, 2 CCS, 4 no HTTP/2, 32 no TLS 1.3, 64 no legacy TLS (Microsoft Learn, binding element). */
  sslFlags: z.number().int().min(0).max(0xffff_ffff).optional(),
  /** The http.sys record that answers for this binding; `null` when there is none, absent when it was not looked for. */
  tls: tlsRecordSchema.nullable().optional(),
});

/** Can the account read the site's folder? By its access control list; `unknown` where that could not be worked out. */
const readRightSchema = z.strictObject({
  userName: z.string().max(512),
  canRead: z.enum(["yes", "no", "unknown"]),
});

export const siteSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  bindings: z.array(bindingSchema),
  /** As IIS names it (ObjectState of Microsoft.Web.Administration). */
  state: z.enum(["Starting", "Started", "Stopping", "Stopped", "Unknown"]).optional(),
  /** Folder of the root application, with environment variables expanded. */
  physicalPath: z.string().max(1024).optional(),
  /** Bytes, from system.webServer/serverRuntime; 49152 by default (IIS_schema.xml). */
  uploadReadAheadSize: z.number().int().min(0).max(0xffff_ffff).optional(),
  /** Of the accounts that this site's mappings name. */
  readRights: z.array(readRightSchema).max(5000).optional(),
});

export const ACCOUNT_STATES = [
  "enabled",
  "disabled",
  "locked-out",
  "expired",
  "password-expired",
  "unknown",
] as const;

/**
 * What is true of the whole server and stands in no configuration file. Only the `windows` back end knows it; a member that could not
 * be read is absent, and means *not known*.
 */
export const hostFactsSchema = z.strictObject({
  /** HKLM\SOFTWARE\Microsoft\InetStp, VersionString without its word. */
  iisVersion: z.string().max(64).optional(),
  /** ProductName of HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion. */
  windowsVersion: z.string().max(256).optional(),
  /** CurrentBuildNumber and UBR: `20348.2700`. Server 2022 is 20348, Server 2025 is 26100. */
  windowsBuild: z.string().max(64).optional(),
  /** `Web-Cert-Auth` and its neighbours, by Win32_OptionalFeature. */
  roleServices: z
    .array(z.strictObject({ name: z.string().max(128), installed: z.boolean() }))
    .max(100)
    .optional(),
  /** Names that are in globalModules and in the server's own modules list: those that work. */
  modules: z.array(z.string().max(256)).max(1000).optional(),
  /** HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL; `null` when the value is not set. */
  schannel: z
    .strictObject({
      sendTrustedIssuerList: z.number().int().nullable(),
      clientAuthTrustMode: z.number().int().nullable(),
    })
    .optional(),
  /** In LocalMachine\Root but not self-signed: any of them breaks client certificates (403.16, KB2802568). */
  rootsNotSelfSigned: z
    .array(z.strictObject({ subject: z.string().max(1024), thumbprint }))
    .max(1000)
    .optional(),
  /** Thumbprints of the host's copy of the NTAuth store (HKLM\SOFTWARE\Microsoft\EnterpriseCertificates\NTAuth). */
  ntAuth: z.array(thumbprint).max(1000).optional(),
  accounts: z
    .array(z.strictObject({ userName: z.string().max(512), state: z.enum(ACCOUNT_STATES) }))
    .max(5000)
    .optional(),
  /**
   * The chain of each mapped certificate, built in machine context with revocation. Names of X509ChainStatusFlags; none means that the
   * chain is good. A certificate that is not in the list was not tried in the last day.
   */
  chains: z
    .array(z.strictObject({ sha256, problems: z.array(z.string().max(64)).max(40) }))
    .max(5000)
    .optional(),
  /** Of PowerShell, in which the agent's script runs: `FullLanguage`, `ConstrainedLanguage`. */
  languageMode: z.string().max(64).optional(),
  /** What group policy sets for the machine, or `not set by policy`. */
  executionPolicy: z.string().max(64).optional(),
  /** When the web server (W3SVC) was last started. */
  webServerStartedAt: z.iso.datetime().optional(),
  /** The AD section was switched then, and no start of the web server was seen since: by Microsoft's page it does not count yet. */
  restartPendingSince: z.iso.datetime().optional(),
  /** Folder of configurationRedirection when it is on; `null` when the server has its own configuration. */
  sharedConfiguration: z.string().max(1024).nullable().optional(),
});

/** A line of the file that IIS would refuse, with the error it would give. */
export const fileProblemSchema = z.strictObject({
  message: z.string(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
  hresult: z.string().optional(),
});

export const inventorySchema = z.strictObject({
  sites: z.array(siteSchema),
  /** Is IISCertificateMappingAuthenticationModule in globalModules and in modules? */
  mappingModuleInstalled: z.boolean(),
  cryptoProviders: z.array(z.string()),
  observed: z.array(observedSchema),
  problems: z.array(fileProblemSchema),
  /** Absent from an agent with a `config-file` back end, and from older agents. */
  host: hostFactsSchema.optional(),
  /** Set when the file could not be read at all; then the lists are empty and mean nothing. */
  unreadable: z.strictObject({ code: z.string(), message: z.string() }).optional(),
});

export type Observed = z.infer<typeof observedSchema>;
export type Inventory = z.infer<typeof inventorySchema>;
export type ServerCertificate = z.infer<typeof serverCertificateSchema>;
export type TlsRecord = z.infer<typeof tlsRecordSchema>;
export type HostInventory = z.infer<typeof hostFactsSchema>;
