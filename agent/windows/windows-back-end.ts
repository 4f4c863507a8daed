import { statSync } from "node:fs";
import { release, type } from "node:os";
import { win32 } from "node:path";
import type { BackEnd, Plan } from "@/agent/back-end";
import { unreadableInventory } from "@/agent/config-file/inventory";
import { errnoOf } from "@/agent/file-error";
import { passwordKeys } from "@/agent/password-mark";
import { createChains } from "@/agent/windows/chains";
import {
  type FactsAnswer,
  factsAnswerSchema,
  type ReadAnswer,
  readAnswerSchema,
  writeAnswerSchema,
} from "@/agent/windows/contract";
import { inventoryOf } from "@/agent/windows/inventory";
import { tryLogons } from "@/agent/windows/logons";
import type { Memory } from "@/agent/windows/memory";
import { probeWithCertificate } from "@/agent/windows/probe";
import { createAsk, type Spawn } from "@/agent/windows/runner";
import { type StoredCertificate, serverCertificatesOf } from "@/agent/windows/server-certificates";
import { liveState, type Reading, scopeState } from "@/agent/windows/state";
import { fileOf } from "@/agent/windows/stated";
import { planWrite, readBackup, readContent, restoreRequest } from "@/agent/windows/write-plan";
import { fail, ok, type Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { readEffective } from "@/lib/iis/read";
import { SECTION_NAMES } from "@/lib/iis/site-config";

interface WindowsOptions {
  /** powerShell(folder), or a scripted one in tests. */
  run: Spawn;
  /** Kept to this agent (state/keys.ts); the keys of marks and vaults come from it. */
  ownKey: string;
  memory: Memory;
  readFile?: Parameters<typeof fileOf>[1];
  now?: () => Date;
}

/** Chains, accounts and rights take long to look up, and change seldom. */
const FACTS_MS = 10 * 60_000;

/** IIS itself, by one fixed PowerShell script (iis.ps1). IIS encrypts the passwords. */
export function createWindowsBackEnd(options: WindowsOptions): BackEnd {
  const { memory, readFile, now = () => new Date() } = options;
  const keys = passwordKeys(options.ownKey);
  const ask = createAsk(options.run, keys);
  const chains = createChains();
  let kept: { at: number; about: string; facts: FactsAnswer } | undefined;
  let configFile = win32.join(
    process.env.SystemRoot ?? "C:\\Windows",
    "System32",
    "inetsrv",
    "config",
    "applicationHost.config",
  );

  const read = async (vaultOf: string | null): Promise<Result<Reading & { file: ConfigFile }>> => {
    let seen = await readOnce(vaultOf);
    // Somebody wrote between IIS's answer and our own look; once more, and then it is told.
    if (!seen.ok && seen.error.code === "changed-since-plan") seen = await readOnce(vaultOf);
    return seen;
  };
  const readOnce = async (vaultOf: string | null): Promise<Result<Reading & { file: ConfigFile }>> => {
    const answer = await ask({ operation: "read", vaultOf }, readAnswerSchema);
    if (!answer.ok) return answer;
    configFile = answer.value.configFile;
    const file = fileOf(answer.value, readFile);
    return file.ok ? ok({ ...readingOf(answer.value, file.value), file: file.value }) : file;
  };

  const factsFor = async (answer: ReadAnswer): Promise<FactsAnswer | undefined> => {
    const questions = questionsFor(answer);
    const about = JSON.stringify(questions);
    const at = now().getTime();
    if (kept && kept.about === about && at - kept.at < FACTS_MS) return kept.facts;
    const certificates = chains.order(questions.certificates, memory.read().lastChain);
    const answered = await ask({ operation: "facts", ...questions, certificates }, factsAnswerSchema);
    if (!answered.ok) return undefined;
    const facts = answered.value;
    if (facts.chains && certificates.length > 0) {
      const learned = chains.learn(certificates, facts.chains, at);
      facts.chains = learned.chains;
      memory.note({ lastChain: learned.last });
    }
    kept = { at, about, facts };
    return facts;
  };

  const restore = async (from: { backup: Uint8Array; after: string }): Promise<Result<void>> => {
    const backup = readBackup(from.backup);
    if (!backup.ok) return backup;
    const reading = await read(null);
    if (!reading.ok) return reading;
    const { lastCommit } = memory.read();
    const ours =
      lastCommit?.after === from.after &&
      lastCommit.fileHash !== "" &&
      lastCommit.fileHash === reading.value.answer.fileHash;
    const request = restoreRequest(backup.value, reading.value, ours);
    if (!request.ok) return request;
    if (request.value === undefined) return ok(undefined);
    const written = await ask(request.value, writeAnswerSchema);
    return written.ok ? ok(undefined) : written;
  };

  /** The script was lost while it wrote: what is there now tells what it did. */
  const settle = async (plan: Plan, scope: string, why: string): Promise<Result<void>> => {
    const reading = await read(null);
    if (reading.ok) {
      const mark = liveState(reading.value).fingerprint(scope);
      if (mark === plan.after) return ok(undefined);
      if (mark === plan.before) return fail("script-lost", `${why} Nothing was changed.`);
    }
    const restored = await restore(plan);
    if (restored.ok) return fail("script-lost", `${why} What it had written was taken back.`);
    return fail(
      "half-written",
      `${why} What it had written could not be taken back (${restored.error.message}). Look at the site and its bindings now.`,
    );
  };

  return {
    facts: async () => {
      const facts = await ask(
        { operation: "facts", certificates: [], accounts: [], readRights: [], serverCertificates: [] },
        factsAnswerSchema,
      );
      const { domain, windowsVersion, windowsBuild, iisVersion } = facts.ok ? facts.value : {};
      const osVersion = [windowsVersion ?? `${type()} ${release()}`, windowsBuild ?? ""].join(" ").trim();
      return {
        domain: (domain ?? "").slice(0, 256),
        osVersion: osVersion.slice(0, 256),
        iisVersion: (iisVersion ?? "").slice(0, 256),
      };
    },
    readState: async () => {
      const reading = await read(null);
      return reading.ok ? ok(liveState(reading.value)) : reading;
    },
    inventory: async (allowedSites) => {
      const reading = await read(null);
      if (!reading.ok) return unreadableInventory(reading.error);
      const facts = await factsFor(reading.value.answer);
      const restartPendingSince = pending(memory, facts?.webServerStartedAt ?? undefined);
      return inventoryOf(
        { reading: reading.value, file: reading.value.file, facts, restartPendingSince },
        allowedSites,
        keys,
      );
    },
    plan: async (request) => {
      const reading = await read(request.scope);
      return reading.ok ? planWrite(reading.value, request, keys) : reading;
    },
    tryLogons: async ({ content }) => {
      const { fresh, logon } = readContent(content);
      return logon ? tryLogons(ask, fresh, logon) : ok([]);
    },
    commit: async (plan) => {
      const { request, needsRestart } = readContent(plan.content);
      const written = await ask(request, writeAnswerSchema);
      if (!written.ok && written.error.code !== "script-lost") return written;
      if (!written.ok) {
        const settled = await settle(plan, request.scope, written.error.message);
        if (!settled.ok) return settled;
      }
      memory.write({
        ...(written.ok ? { lastCommit: { after: plan.after, fileHash: written.value.fileHash } } : {}),
        ...(needsRestart ? { restartPendingSince: now().toISOString() } : {}),
      });
      return ok(undefined);
    },
    restore,
    askWithCertificate: (place, sha1) => probeWithCertificate(ask, place, sha1),
    changeMark: async () => {
      try {
        const { mtimeNs, ctimeNs, size, ino } = statSync(configFile, { bigint: true });
        return [mtimeNs, ctimeNs, size, ino].join(" ");
      } catch (error) {
        return errnoOf(error);
      }
    },
    sweep: async () => [],
  };
}

function readingOf(answer: ReadAnswer, file: ConfigFile): Reading {
  return {
    answer,
    scope: (name) => {
      const found = answer.scopes.find(({ scope }) => scope.toLowerCase() === name.toLowerCase());
      if (found === undefined)
        return fail(
          "scope-unknown",
          `IIS has no site "${name}". This back end writes sites and the server level, no paths below.`,
        );
      if ("problem" in found)
        return fail(
          "config-refused",
          `IIS cannot read the configuration of this scope: ${found.problem.slice(0, 500)}`,
        );
      const text = readEffective(file, name);
      const stated = text.ok ? SECTION_NAMES.filter((section) => text.value.origins[section].stated) : [];
      return scopeState(found.sections, stated);
    },
  };
}

/** What the mappings and the https bindings of all sites are about, each once. */
function questionsFor(answer: ReadAnswer): {
  certificates: string[];
  accounts: string[];
  readRights: { site: string; userName: string }[];
  serverCertificates: StoredCertificate[];
} {
  const certificates = new Set<string>();
  const accounts = new Set<string>();
  const readRights: { site: string; userName: string }[] = [];
  for (const found of answer.scopes) {
    if (!("sections" in found)) continue;
    const section = found.sections.iisClientCertificateMappingAuthentication;
    const here = new Set<string>();
    for (const { certificate } of section.oneToOneMappings) certificates.add(certificate);
    for (const { userName } of [...section.oneToOneMappings, ...section.manyToOneMappings])
      if (userName) here.add(userName);
    for (const userName of here) accounts.add(userName);
    if (found.scope !== "") for (const userName of here) readRights.push({ site: found.scope, userName });
  }
  return {
    certificates: [...certificates],
    accounts: [...accounts],
    readRights,
    serverCertificates: serverCertificatesOf(answer),
  };
}

/** Forgotten as soon as a start of the web server later than the switch was seen. */
function pending(memory: Memory, startedAt: string | undefined): string | undefined {
  const { restartPendingSince } = memory.read();
  if (restartPendingSince === undefined || startedAt === undefined || startedAt <= restartPendingSince)
    return restartPendingSince;
  memory.write({ restartPendingSince: undefined });
  return undefined;
}
