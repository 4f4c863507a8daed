import { z } from "zod";
import { ACCOUNT_STATES } from "@/lib/iis/inventory";

/**
 * What the agent and its script (iis.ps1) say to each other: one JSON document each way. Every request has all of its members, since
 * PowerShell fails on one that is not there. Answers are bounded only as JSON; what leaves the host is bounded by the inventory's schema.
 */

const count = z.number().int().min(0);
const text = z.string();
/** Lists of one element or none come as lists too: the script writes JSON by itself. */
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** HMAC of a password; "" for none, null for one that IIS cannot decrypt. */
const mark = hex64.or(z.literal("")).nullable();

/** HTTP_SERVICE_CONFIG_SSL_PARAM, whole. */
export const recordSchema = z.strictObject({
  kind: z.enum(["ip-port", "host-port", "central-store"]),
  key: text,
  certificate: text,
  appId: text,
  store: text,
  checkMode: count,
  freshness: count,
  timeout: count,
  ctlIdentifier: text,
  ctlStore: text,
  flags: count,
});
export type HttpRecord = z.infer<typeof recordSchema>;

const ruleSchema = z.strictObject({
  certificateField: count,
  certificateSubField: text,
  matchCriteria: text,
  compareCaseSensitive: z.boolean(),
});
const switchSchema = z.strictObject({ enabled: z.boolean() });
/** As Microsoft.Web.Administration gives it: enumerations are numbers, what is not set has its default. */
export const rawSectionsSchema = z.strictObject({
  iisClientCertificateMappingAuthentication: z.strictObject({
    enabled: z.boolean(),
    oneToOneCertificateMappingsEnabled: z.boolean(),
    manyToOneCertificateMappingsEnabled: z.boolean(),
    logonMethod: count,
    defaultLogonDomain: text.nullable(),
    oneToOneMappings: z.array(
      z.strictObject({ enabled: z.boolean(), userName: text.nullable(), certificate: text, mark }),
    ),
    manyToOneMappings: z.array(
      z.strictObject({
        name: text,
        description: text.nullable(),
        enabled: z.boolean(),
        permissionMode: count,
        userName: text.nullable(),
        mark,
        rules: z.array(ruleSchema),
      }),
    ),
  }),
  clientCertificateMappingAuthentication: switchSchema,
  access: z.strictObject({ sslFlags: count }),
  anonymousAuthentication: switchSchema,
  basicAuthentication: switchSchema,
  digestAuthentication: switchSchema,
  windowsAuthentication: switchSchema,
});
export type RawSections = z.infer<typeof rawSectionsSchema>;

const rawSiteSchema = z.strictObject({
  id: text,
  name: text,
  state: text,
  physicalPath: text.nullable(),
  uploadReadAheadSize: count,
  bindings: z.array(z.strictObject({ protocol: text, bindingInformation: text, sslFlags: count })),
});

export const readAnswerSchema = z.strictObject({
  configFile: text,
  /** Folder of configurationRedirection when it is on. */
  sharedConfiguration: text.nullable(),
  /** SHA-256 of applicationHost.config; "" where a shared one cannot be read. */
  fileHash: hex64.or(z.literal("")),
  records: z.array(recordSchema),
  recordsHash: hex64,
  sites: z.array(rawSiteSchema),
  scopes: z.array(
    z.union([
      z.strictObject({ scope: text, sections: rawSectionsSchema }),
      z.strictObject({ scope: text, problem: text }),
    ]),
  ),
  /** Passwords of one scope, sealed to this machine (DPAPI) and to the agent's own key. */
  vault: text.optional(),
});
export type ReadAnswer = z.infer<typeof readAnswerSchema>;

export const factsAnswerSchema = z.strictObject({
  domain: text.nullish(),
  iisVersion: text.nullish(),
  windowsVersion: text.nullish(),
  windowsBuild: text.nullish(),
  /** By the name of Win32_OptionalFeature. */
  features: z.record(text, z.boolean()).nullish(),
  modules: z.array(text).nullish(),
  schannel: z
    .strictObject({
      sendTrustedIssuerList: z.number().int().nullable(),
      clientAuthTrustMode: z.number().int().nullable(),
    })
    .nullish(),
  rootsNotSelfSigned: z.array(z.strictObject({ subject: text, thumbprint: text })).nullish(),
  ntAuth: z.array(text).nullish(),
  webServerStartedAt: z.iso.datetime().nullish(),
  executionPolicy: text.nullish(),
  chains: z.array(z.strictObject({ sha256: hex64, problems: z.array(text) })).nullish(),
  accounts: z.array(z.strictObject({ userName: text, state: z.enum(ACCOUNT_STATES) })),
  readRights: z.array(
    z.strictObject({ site: text, userName: text, canRead: z.enum(["yes", "no", "unknown"]) }),
  ),
  /** As asked; null is what could not be read. */
  serverCertificates: z.array(
    z.strictObject({
      store: text,
      thumbprint: text,
      found: z.boolean().nullable(),
      /** DER, base64. */
      certificate: text.nullable(),
      hasPrivateKey: z.boolean().nullable(),
    }),
  ),
});
export type FactsAnswer = z.infer<typeof factsAnswerSchema>;

export const writeAnswerSchema = z.strictObject({ fileHash: hex64.or(z.literal("")) });
export const logonAnswerSchema = z.strictObject({ result: z.number().int() });

/** `failure`: a WebExceptionStatus by name; with `status`, it is the protocol's own error. */
export const probeAnswerSchema = z.strictObject({
  status: z.number().int().optional(),
  body: text.optional(),
  failure: text.max(64).optional(),
});

export const envelopeSchema = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), code: text.max(64), detail: text.optional() }),
]);

/** An entry brings a new password, or keeps one that the server has: `o:<certificate>` or `m:<name>`, as it spells them. */
export interface EntryPassword {
  password?: string;
  keep?: string;
}

export interface RecordChange {
  kind: HttpRecord["kind"];
  key: string;
  before: { flags: number; ctlStore: string };
  after: { flags: number; ctlStore: string };
}

export interface WriteRequest {
  operation: "commit" | "restore";
  scope: string;
  /** What the server has to be like; `changed-since-plan` otherwise. */
  fileHash: string;
  recordsHash: string;
  /** Folder of configurationRedirection as it was read; `shared-configuration` when it is another one by now. */
  sharedConfiguration: string | null;
  /** Sections to write whole, with IIS's own spelling of values. */
  sections: Record<string, unknown>;
  /** Sections that the scope shall not state itself any more. */
  revert: readonly string[];
  records: readonly RecordChange[];
  vault: string;
}

export type ScriptRequest =
  | { operation: "read"; vaultOf: string | null }
  | {
      operation: "facts";
      certificates: readonly string[];
      accounts: readonly string[];
      readRights: readonly { site: string; userName: string }[];
      /** SHA-1 in lower-case hex, and the store of LocalMachine. */
      serverCertificates: readonly { store: string; thumbprint: string }[];
    }
  | WriteRequest
  | { operation: "logon"; user: string; domain: string; password: string; logonType: number }
  | { operation: "probe"; address: string; hostName: string; certificate: string };
