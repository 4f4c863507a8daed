import { ADOPTION_LIMIT } from "@/lib/api/adoptions";
import type { ServerDetail } from "@/lib/api/servers";
import { type ExportedTest, readExport } from "@/lib/api/site-config-export";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";
import { type FoundScope, findInFile, findInReport } from "@/lib/iis/found-scopes";

/** One scope that was found, or one site config of an export. */
export interface Candidate extends Omit<FoundScope, "scope"> {
  key: string;
  /** The file or server that it was found in. */
  from: string;
  scopes: string[];
  /** The name that it gets unless a person chooses another. */
  name: string;
  /** What every site inherits. It is taken only when somebody asks for it. */
  serverLevel: boolean;
  /** Of an export. */
  savedTests?: ExportedTest[];
}

export interface Source {
  key: string;
  name: string;
  kind: "config" | "report" | "export";
  candidates: Candidate[];
  /** Why nothing could be read. */
  problem?: CodedError;
}

/** What a dropped file holds. Everything happens in this browser; no password's value is kept. */
export function readSource(key: string, name: string, bytes: Uint8Array): Source {
  const json = readJson(bytes);
  const kind = json ? "export" : "config";
  const found = json ? readExported(key, name, json.value) : readConfig(key, name, bytes);
  if (!found.ok) return { key, name, kind, candidates: [], problem: found.error };
  return { key, name, kind, candidates: found.value };
}

export function readReport(server: ServerDetail): Source {
  const { id, name, inventory } = server;
  const candidates = inventory ? findInReport(inventory).map((found) => candidateOf(id, name, found)) : [];
  return { key: id, name, kind: "report", candidates };
}

export function tooLarge(key: string, name: string): Source {
  const message = `A file has at most ${ADOPTION_LIMIT / 1024 / 1024} MiB. Is this the right one?`;
  return { key, name, kind: "config", candidates: [], problem: fail("body-too-large", message).error };
}

function readConfig(key: string, name: string, bytes: Uint8Array): Result<Candidate[]> {
  const found = findInFile(bytes);
  if (!found.ok) return found;
  const { kind, scopes } = found.value;
  return ok(
    scopes.map((each) => candidateOf(key, kind === "web" && each.scope === "" ? "" : name, each, name)),
  );
}

/** The server level has no name of its own; of a web.config it is its folder, for which the file's name has to do. */
function candidateOf(key: string, server: string, { scope, ...found }: FoundScope, from = server): Candidate {
  const name = scope || (server === "" ? from : `Server level of ${server}`);
  const serverLevel = scope === "" && server !== "";
  return { ...found, key: `${key} ${scope}`, from, scopes: [scope], name: name.slice(0, 120), serverLevel };
}

function readExported(key: string, from: string, value: unknown): Result<Candidate[]> {
  const siteConfigs = readExport(value);
  if (!siteConfigs.ok) return siteConfigs;
  return ok(
    siteConfigs.value.map(({ name, config, savedTests }) => ({
      ...{ key: `${key} ${name}`, from, name, config, scopes: [], serverLevel: false },
      ...{ digest: digestSiteConfig(config), passwords: [], facts: {} },
      ...(savedTests && { savedTests }),
    })),
  );
}

/** JSON of any kind; undefined for everything else, which is then read as XML and refused as such. */
function readJson(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" ? { value } : undefined;
  } catch {
    return undefined;
  }
}
