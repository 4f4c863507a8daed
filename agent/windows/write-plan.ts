import { z } from "zod";
import type { Plan, PlanRequest } from "@/agent/back-end";
import type { PasswordKeys } from "@/agent/password-mark";
import {
  type HttpRecord,
  type ReadAnswer,
  type RecordChange,
  recordSchema,
  type WriteRequest,
} from "@/agent/windows/contract";
import { choosePasswords, type PasswordChoice } from "@/agent/windows/passwords";
import { recordChanges, recordsAfter } from "@/agent/windows/records";
import { configMark, entryKey, fingerprint, type Reading, type ScopeState } from "@/agent/windows/state";
import { fail, ok, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";
import { sharedFolder } from "@/lib/iis/shared-configuration";
import {
  type MappingSection,
  mappingSectionSchema,
  SECTION_NAMES,
  type SectionName,
  type SiteConfig,
} from "@/lib/iis/site-config";
import { checkWritable } from "@/lib/iis/write-check";

const MAPPING = "iisClientCertificateMappingAuthentication";
const AD = "clientCertificateMappingAuthentication";

/** What `commit` hands to the script, and the passwords that are to be tried before. In memory only. */
const contentSchema = z.strictObject({
  request: z.custom<WriteRequest>(),
  fresh: z.array(z.strictObject({ userName: z.string(), password: z.string() })),
  logon: mappingSectionSchema.optional(),
  needsRestart: z.boolean(),
});
export type Content = z.infer<typeof contentSchema>;

const sideSchema = z.strictObject({ flags: recordSchema.shape.flags, ctlStore: recordSchema.shape.ctlStore });
/** What takes a commit back. Kept on disk: its passwords are in the vault, which only this machine and this agent open. */
const backupSchema = z.strictObject({
  version: z.literal(1),
  scope: z.string(),
  sections: z.record(z.string(), z.unknown()),
  revert: z.array(z.enum(SECTION_NAMES)),
  records: z.array(
    z.strictObject({ kind: recordSchema.shape.kind, key: z.string(), before: sideSchema, after: sideSchema }),
  ),
  vault: z.string(),
  /** The configuration's halves of the fingerprints. */
  /** Where the commit went, when that is a shared folder. */
  sharedConfiguration: z.string().nullable().optional(),
  configBefore: z.string(),
  configAfter: z.string(),
});
export type Backup = z.infer<typeof backupSchema>;

/**
 * What has to be written so that a scope is as wanted, section by section; a section that reads as wanted and that the scope states itself is
 * left alone. Errors: those of checkWritable, `password-missing`, `password-unreadable`, `shared-configuration`, `binding-unknown`.
 */
export async function planWrite(
  reading: Reading,
  wish: PlanRequest,
  keys: PasswordKeys,
): Promise<Result<Plan>> {
  const { answer } = reading;
  const live = reading.scope(wish.scope);
  if (!live.ok) return live;
  const checked = checkWritable(wish.config);
  if (!checked.ok) return checked;
  const wanted = checked.value;
  const section = wanted[MAPPING];
  const passwords = section
    ? await choosePasswords(live.value, section, wish.passwords, keys)
    : ok<PasswordChoice>({ entries: new Map(), marks: new Map(), fresh: [], brought: new Set() });
  if (!passwords.ok) return passwords;
  const records = recordChanges(answer.records, wish.bindings ?? []);
  if (!records.ok) return records;

  const choice = passwords.value;
  const names = SECTION_NAMES.filter((name) => isToWrite(name, wanted, live.value, choice));
  const after = stateAfter(live.value, wanted, names, choice);
  const before = fingerprint(live.value, answer.records);
  if (names.length === 0 && records.value.length === 0)
    return ok({
      ...{ before, after: before, warnings: [], newPasswords: [] },
      ...{ backup: new Uint8Array(), content: new Uint8Array() },
    });
  const shared = checkWriter(answer, wish.sharedConfiguration);
  if (!shared.ok) return shared;
  const request: WriteRequest = {
    operation: "commit",
    scope: wish.scope,
    fileHash: answer.fileHash,
    recordsHash: answer.recordsHash,
    sharedConfiguration: answer.sharedConfiguration,
    sections: sectionsToWrite(names, wanted, (key) => choice.entries.get(key) ?? {}),
    revert: [],
    records: records.value,
    vault: "",
  };
  const needsRestart = names.includes(AD) && wanted[AD]?.enabled !== live.value.config[AD]?.enabled;
  const content: Content = {
    request,
    fresh: choice.fresh,
    needsRestart,
    ...(section ? { logon: section } : {}),
  };
  return ok({
    before,
    after: fingerprint(after, recordsAfter(answer.records, records.value)),
    warnings: needsRestart ? [RESTART] : [],
    newPasswords: [...choice.brought],
    backup: encode(backupOf(live.value, after, names, request, answer.vault ?? "")),
    content: encode(content),
  });
}

/** Of servers that share one configuration only the one that the console names writes it. */
function checkWriter({ sharedConfiguration: folder }: ReadAnswer, named: string | undefined): Result<void> {
  if (folder === null) return ok(undefined);
  const shared = sharedFolder(folder);
  if (shared !== null && shared === named) return ok(undefined);
  return fail(
    "shared-configuration",
    shared === null
      ? `The server has its configuration from ${folder}. Whether that is replicated to others is not known here, so this agent does not write it. Nothing was changed.`
      : `The server has its configuration from ${folder} and was not chosen to write it. Nothing was changed: choose the writer in Certmap, on the server's page, and push there.`,
  );
}

const RESTART =
  "clientCertificateMappingAuthentication was switched: by Microsoft's page the web server has to be restarted (iisreset) before it counts. The server is shown as restart pending until that was seen.";

export function readContent(content: Uint8Array): Content {
  return contentSchema.parse(JSON.parse(Buffer.from(content).toString("utf8")));
}

/** Error `backup-unreadable`. */
export function readBackup(backup: Uint8Array): Result<Backup> {
  try {
    return ok(backupSchema.parse(JSON.parse(Buffer.from(backup).toString("utf8"))));
  } catch {
    return fail("backup-unreadable", "What was kept of the state before cannot be understood.");
  }
}

/**
 * What has to be written to take a commit back, wherever it stopped: each store is as before or as after. Undefined when nothing has to be.
 * Error `changed-since-plan` when somebody else changed one of them since. `ours`: the file is, to the byte, what the commit left.
 */
export function restoreRequest(
  backup: Backup,
  reading: Reading,
  ours: boolean,
): Result<WriteRequest | undefined> {
  const { answer } = reading;
  const live = reading.scope(backup.scope);
  const mark = live.ok ? configMark(live.value) : "";
  const configIsBefore = mark === backup.configBefore;
  const changed = fail(
    "changed-since-plan",
    "The configuration was changed by someone else since. It was not put back: look at what is there now.",
  );
  if (!configIsBefore && mark !== backup.configAfter && !ours) return changed;
  const records: RecordChange[] = [];
  for (const change of backup.records) {
    const record = answer.records.find(({ kind, key }) => kind === change.kind && key === change.key);
    if (record === undefined) return changed;
    if (isSide(record, change.before)) continue;
    if (!isSide(record, change.after)) return changed;
    records.push({ ...change, before: change.after, after: change.before });
  }
  if (configIsBefore && records.length === 0) return ok(undefined);
  return ok({
    operation: "restore",
    scope: backup.scope,
    fileHash: answer.fileHash,
    recordsHash: answer.recordsHash,
    sharedConfiguration: backup.sharedConfiguration ?? null,
    sections: configIsBefore ? {} : backup.sections,
    revert: configIsBefore ? [] : backup.revert,
    records,
    vault: backup.vault,
  });
}

function isSide(record: HttpRecord, { flags, ctlStore }: RecordChange["before"]): boolean {
  return record.flags === flags && record.ctlStore === ctlStore;
}

function isToWrite(
  name: SectionName,
  wanted: SiteConfig,
  live: ScopeState,
  { entries }: PasswordChoice,
): boolean {
  if (wanted[name] === undefined) return false;
  if (!live.stated.includes(name)) return true;
  const only = (config: SiteConfig): string => digestSiteConfig({ [name]: config[name] });
  if (only(wanted) !== only(live.config)) return true;
  if (name !== MAPPING) return false;
  return [...entries].some(
    ([key, { password, keep }]) => password !== undefined || keep !== live.entries.get(key)?.place,
  );
}

function stateAfter(
  live: ScopeState,
  wanted: SiteConfig,
  names: readonly SectionName[],
  { marks }: PasswordChoice,
): ScopeState {
  const written = Object.fromEntries(names.map((name) => [name, wanted[name]]));
  const entries = names.includes(MAPPING)
    ? new Map([...marks].map(([key, mark]) => [key, { userName: "", mark, place: "" }]))
    : live.entries;
  return {
    config: { ...live.config, ...written },
    stated: [...new Set([...live.stated, ...names])],
    entries,
  };
}

function backupOf(
  live: ScopeState,
  after: ScopeState,
  names: readonly SectionName[],
  { scope, records, sharedConfiguration }: WriteRequest,
  vault: string,
): Backup {
  const kept = names.filter((name) => live.stated.includes(name));
  const password = (key: string) => {
    const entry = live.entries.get(key);
    return entry && entry.mark !== "" ? { keep: entry.place } : {};
  };
  return {
    version: 1,
    scope,
    sections: sectionsToWrite(kept, live.config, password),
    revert: names.filter((name) => !kept.includes(name)),
    records: [...records],
    vault,
    sharedConfiguration,
    configBefore: configMark(live),
    configAfter: configMark(after),
  };
}

/** With IIS's own spelling: flags as one text, and no name on a one-to-one entry. */
function sectionsToWrite(
  names: readonly SectionName[],
  config: SiteConfig,
  password: (entry: string) => object,
): Record<string, unknown> {
  const spelled = (name: SectionName): unknown => {
    if (name === "access") return { sslFlags: config.access?.sslFlags.join(", ") || "None" };
    const section = config[name];
    return name === MAPPING && section ? mappingsToWrite(section as MappingSection, password) : section;
  };
  return Object.fromEntries(names.map((name) => [name, spelled(name)]));
}

function mappingsToWrite(section: MappingSection, password: (entry: string) => object): unknown {
  return {
    ...section,
    oneToOneMappings: section.oneToOneMappings.map(({ name: _label, ...entry }) => ({
      ...entry,
      ...password(entryKey.oneToOne(entry.certificate)),
    })),
    manyToOneMappings: section.manyToOneMappings.map((entry) => ({
      ...entry,
      ...password(entryKey.manyToOne(entry.name)),
    })),
  };
}

function encode(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value), "utf8");
}
