import { z } from "zod";
import type { Io } from "@/cli/io";
import { type ExportedSiteConfig, isExport, readExport } from "@/lib/api/site-config-export";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";

/** Reads inputs; `-` is standard input, for one of them. */
export class Inputs {
  readonly #io: Io;
  #stdinTaken = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Errors: `input-unreadable`, `usage` where a second input is `-`. */
  async bytes(path: string): Promise<Result<Uint8Array>> {
    if (path !== "-") {
      try {
        return ok(await this.#io.read(path));
      } catch (error) {
        return fail("input-unreadable", `${path} cannot be read: ${reasonOf(error)}.`);
      }
    }
    if (this.#stdinTaken) return fail("usage", "Only one input can be standard input (-).");
    this.#stdinTaken = true;
    return ok(await this.#io.stdin());
  }

  /** Errors: those of `bytes`, `malformed-json`. */
  async json(path: string): Promise<Result<unknown>> {
    const bytes = await this.bytes(path);
    if (!bytes.ok) return bytes;
    try {
      return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value)));
    } catch {
      return fail("malformed-json", `${path === "-" ? "Standard input" : path} is not JSON in UTF-8.`);
    }
  }

  /**
   * A site config, also as `import --effective` prints it (`origins` is passed over), or as the console exports one.
   * Errors: those of `json`, `config-malformed`, `export-malformed`, `export-version`.
   */
  async siteConfig(path: string): Promise<Result<SiteConfig>> {
    const json = await this.json(path);
    if (!json.ok) return json;
    if (isExport(json.value)) return single(readExport(json.value));
    return parse(withoutOrigins(json.value), siteConfigSchema);
  }

  /** `{"DOMAIN\\user": "secret"}`. The message of an error never holds a value. */
  async passwords(path: string): Promise<Result<Map<string, string>>> {
    const json = await this.json(path);
    if (!json.ok) return json;
    const parsed = z.record(z.string(), z.string("The password must be text.")).safeParse(json.value);
    return parsed.success
      ? ok(new Map(Object.entries(parsed.data)))
      : fail("invalid-input", 'The passwords file holds one object: {"DOMAIN\\\\user": "password"}.');
  }
}

function single(exported: Result<ExportedSiteConfig[]>): Result<SiteConfig> {
  if (!exported.ok) return exported;
  const [first, second] = exported.value;
  return first !== undefined && second === undefined
    ? ok(first.config)
    : fail(
        "export-malformed",
        `The export holds ${exported.value.length} site configs. Export the one that you mean.`,
      );
}

function withoutOrigins(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("origins" in value)) return value;
  const { origins: _, ...config } = value;
  return config;
}

function parse(value: unknown, schema: typeof siteConfigSchema): Result<SiteConfig> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map(
    ({ path, message }): CodedError => ({ code: "config-malformed", message, field: fieldName(path) }),
  );
  const [first] = errors;
  return fail("config-malformed", first?.message ?? "The site config is not valid.", {
    ...(first?.field && { field: first.field }),
    ...(errors.length > 1 && { errors: errors.slice(0, 100) }),
  });
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "access is denied",
    EPERM: "access is denied",
    EISDIR: "it is a folder",
    ENOTDIR: "there is no such folder",
    EROFS: "the file system is read-only",
    ENOSPC: "the disk is full",
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
