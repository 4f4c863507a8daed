import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { LiveState } from "@/agent/back-end";
import type { RawSections, ReadAnswer } from "@/agent/windows/contract";
import { tlsRecordOf } from "@/agent/windows/records";
import { fail, ok, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";
import {
  CERTIFICATE_FIELDS,
  LOGON_METHODS,
  PERMISSION_MODES,
  SECTION_NAMES,
  type SectionName,
  type SiteConfig,
  SSL_FLAGS,
  siteConfigSchema,
} from "@/lib/iis/site-config";

/** IIS_schema.xml: enumerations begin at 0 (logonMethod) or at 1. */
const SSL_BITS: Record<(typeof SSL_FLAGS)[number], number> = {
  Ssl: 8,
  SslNegotiateCert: 32,
  SslRequireCert: 64,
  Ssl128: 256,
};

/** The sections of one scope, and what is known of each entry's password without the password. */
export interface ScopeState {
  config: SiteConfig;
  stated: readonly SectionName[];
  entries: ReadonlyMap<string, EntryState>;
}

interface EntryState {
  userName: string;
  /** HMAC of its password; "" without one, null when IIS cannot decrypt it. */
  mark: string | null;
  /** What the script knows its password by. */
  place: string;
}

export const entryKey = {
  oneToOne: (certificate: string): string => `o:${certificate}`,
  manyToOne: (name: string): string => `m:${name.toLowerCase()}`,
};

/**
 * What IIS says of a scope, in our words. Error `iis-answer-unknown`: a value that no schema of IIS has, which is not to be
 * guessed at.
 */
export function scopeState(sections: RawSections, stated: readonly SectionName[]): Result<ScopeState> {
  const mapping = sections.iisClientCertificateMappingAuthentication;
  const entries = new Map<string, EntryState>();
  for (const { certificate, userName, mark } of mapping.oneToOneMappings)
    entries.set(entryKey.oneToOne(certificate), {
      userName: userName ?? "",
      mark,
      place: `o:${certificate}`,
    });
  for (const { name, userName, mark } of mapping.manyToOneMappings)
    entries.set(entryKey.manyToOne(name), { userName: userName ?? "", mark, place: `m:${name}` });
  const { sslFlags } = sections.access;
  const known = Object.values(SSL_BITS).reduce((sum, bit) => sum + bit, 0);
  const config = siteConfigSchema.safeParse({
    iisClientCertificateMappingAuthentication: {
      enabled: mapping.enabled,
      oneToOneCertificateMappingsEnabled: mapping.oneToOneCertificateMappingsEnabled,
      manyToOneCertificateMappingsEnabled: mapping.manyToOneCertificateMappingsEnabled,
      logonMethod: LOGON_METHODS[mapping.logonMethod],
      defaultLogonDomain: mapping.defaultLogonDomain ?? "",
      oneToOneMappings: mapping.oneToOneMappings.map(({ enabled, userName, certificate }) => ({
        name: "",
        enabled,
        userName: userName ?? "",
        certificate,
      })),
      manyToOneMappings: mapping.manyToOneMappings.map(
        ({ name, description, enabled, permissionMode, userName, rules }) => ({
          name,
          description: description ?? "",
          enabled,
          permissionMode: PERMISSION_MODES[permissionMode - 1],
          ...(userName ? { userName } : {}),
          rules: rules.map(({ certificateField, ...rule }) => ({
            certificateField: CERTIFICATE_FIELDS[certificateField - 1],
            ...rule,
          })),
        }),
      ),
    },
    clientCertificateMappingAuthentication: sections.clientCertificateMappingAuthentication,
    access: { sslFlags: SSL_FLAGS.filter((flag) => (sslFlags & SSL_BITS[flag]) !== 0) },
    anonymousAuthentication: sections.anonymousAuthentication,
    basicAuthentication: sections.basicAuthentication,
    digestAuthentication: sections.digestAuthentication,
    windowsAuthentication: sections.windowsAuthentication,
  });
  if (!config.success || (sslFlags & ~known) !== 0) {
    const field = config.success ? "access.sslFlags" : config.error.issues[0]?.path.join(".");
    return fail("iis-answer-unknown", `IIS has a value here that Certmap does not know (${field}).`);
  }
  return ok({ config: config.data, stated, entries });
}

/** One text that is equal exactly when nothing that this agent may write differs: the scope's sections, and the http.sys records. */
export function fingerprint(state: ScopeState, records: ReadAnswer["records"]): string {
  return `${configMark(state)}.${markOf(records)}`;
}

/** The first half of a fingerprint. */
export function configMark({ config, stated, entries }: ScopeState): string {
  const marks = [...entries].flatMap(([key, { mark }]) => (mark === "" ? [] : [[key, mark] as const]));
  return markOf({
    digest: digestSiteConfig(config),
    stated: SECTION_NAMES.filter((name) => stated.includes(name)),
    marks: marks.sort(([a], [b]) => (a < b ? -1 : 1)),
  });
}

function markOf(value: unknown): string {
  return createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex");
}

/** A reading of the whole server. `stated` comes from the file's text (stated.ts). */
export interface Reading {
  answer: ReadAnswer;
  scope(name: string): Result<ScopeState>;
}

export function liveState({ answer, scope }: Reading): LiveState {
  return {
    fingerprint: (name) => {
      const state = scope(name);
      return state.ok ? fingerprint(state.value, answer.records) : `${state.error.code} ${answer.fileHash}`;
    },
    sites: answer.sites.map(({ name }) => name),
    effective: (name) => {
      const state = scope(name);
      return state.ok ? ok(state.value.config) : state;
    },
    records: answer.records.map(tlsRecordOf),
  };
}
