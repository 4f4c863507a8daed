import { realpathSync, statSync } from "node:fs";
import { release, type } from "node:os";
import { basename, dirname } from "node:path";
import type { BackEnd, LiveState, Plan, PlanRequest } from "@/agent/back-end";
import { inventoryOf, unreadableInventory } from "@/agent/config-file/inventory";
import { choosePasswords } from "@/agent/config-file/passwords";
import { checkReplaceable, fingerprintOf, readBytes, replaceFile } from "@/agent/config-file/replace";
import { errnoOf } from "@/agent/file-error";
import { sweepTemporaries } from "@/agent/state/durable";
import { fail, ok, type Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { FilePasswordHandling } from "@/lib/iis/password-handling";
import { parseApplicationHost, readEffective, readFacts } from "@/lib/iis/read";
import { SECTION_NAMES } from "@/lib/iis/site-config";
import { writeSiteConfig } from "@/lib/iis/write";

interface ConfigFileOptions {
  path: string;
  passwordHandling: FilePasswordHandling;
  /** Key of the sample tokens, and of the marks of passwords (state/keys.ts). */
  sampleKey: string;
}

/** Edits an applicationHost.config in place: only the bytes of the owned sections change. It cannot encrypt as IIS does. */
export function createConfigFileBackEnd(options: ConfigFileOptions): BackEnd {
  const { path } = options;
  const read = (): Result<{ bytes: Uint8Array; file: ConfigFile }> => {
    const bytes = readBytes(path);
    if (!bytes.ok) return bytes;
    const file = parseApplicationHost(bytes.value);
    return file.ok ? ok({ bytes: bytes.value, file: file.value }) : file;
  };
  return {
    facts: async () => ({ domain: "", osVersion: `${type()} ${release()}`, iisVersion: "" }),
    readState: async () => {
      const live = read();
      return live.ok ? ok(stateOf(live.value.bytes, live.value.file)) : live;
    },
    inventory: async (allowedSites) => {
      const live = read();
      return live.ok
        ? inventoryOf(live.value.file, allowedSites, options.sampleKey)
        : unreadableInventory(live.error);
    },
    plan: async (request) => {
      const live = read();
      return live.ok ? plan(live.value, request, options) : live;
    },
    commit: async ({ before, content }) => replaceFile(path, before, content),
    restore: async ({ backup, after }) => replaceFile(path, after, backup),
    changeMark: async () => markOf(path),
    sweep: async () => {
      try {
        const real = realpathSync(path);
        return sweepTemporaries(dirname(real), basename(real));
      } catch {
        // A file that is away or a folder that cannot be listed is the next report's subject.
        return [];
      }
    },
  };
}

function stateOf(bytes: Uint8Array, file: ConfigFile): LiveState {
  return {
    fingerprint: () => fingerprintOf(bytes),
    sites: readFacts(file).sites.map((site) => site.name),
    effective: (scope) => {
      const effective = readEffective(file, scope);
      return effective.ok ? ok(effective.value.config) : effective;
    },
  };
}

async function plan(
  live: { bytes: Uint8Array; file: ConfigFile },
  request: PlanRequest,
  options: ConfigFileOptions,
): Promise<Result<Plan>> {
  if (request.bindings && request.bindings.length > 0)
    return fail(
      "bindings-not-supported",
      "This agent edits a file and cannot set http.sys records. Nothing was changed: enrol the server with --backend windows, or take the bindings out of the push.",
    );
  const passwords = await choosePasswords(live, request, {
    handling: options.passwordHandling,
    sampleKey: options.sampleKey,
  });
  if (!passwords.ok) return passwords;
  const written = writeSiteConfig(live.bytes, request.scope, request.config, {
    passwords: passwords.value.values,
    allowEmpty: request.allowEmpty,
  });
  if (!written.ok) return written;
  if (passwords.value.values.size === 0 && saysAlready(live.file, request)) {
    const mark = fingerprintOf(live.bytes);
    const warnings = written.value.warnings.map(({ message }) => message);
    return ok({
      before: mark,
      after: mark,
      warnings,
      newPasswords: [],
      backup: live.bytes,
      content: live.bytes,
    });
  }
  const replaceable = written.value.changed ? checkReplaceable(options.path) : ok(undefined);
  if (!replaceable.ok) return replaceable;
  return ok({
    before: fingerprintOf(live.bytes),
    after: fingerprintOf(written.value.bytes),
    newPasswords: [...passwords.value.values].flatMap(([name, value]) => (value === null ? [] : [name])),
    warnings: [...passwords.value.warnings, ...written.value.warnings.map(({ message }) => message)],
    backup: live.bytes,
    content: written.value.bytes,
  });
}

/**
 * Whether the scope states every section itself and reads as wanted. Then its text stays as people wrote it: what was adopted
 * keeps its bytes, defaults that were left out included, until something is to be changed.
 */
function saysAlready(file: ConfigFile, { scope, config }: PlanRequest): boolean {
  const effective = readEffective(file, scope);
  if (!effective.ok) return false;
  const { config: live, origins } = effective.value;
  const managed = SECTION_NAMES.filter((name) => config[name] !== undefined);
  return (
    managed.every((name) => origins[name].stated) &&
    digestSiteConfig(onlySectionsOf(config, live)) === digestSiteConfig(config)
  );
}

function markOf(path: string): string {
  try {
    const { mtimeNs, ctimeNs, size, ino } = statSync(path, { bigint: true });
    return [mtimeNs, ctimeNs, size, ino].join(" ");
  } catch (error) {
    return errnoOf(error);
  }
}
