import { resolve } from "node:path";
import { z } from "zod";
import { parseProxies } from "./client-address";
import { fail, ok, type Result } from "./errors";

/**
 * Every setting of the console, parsed once. The launcher checks them before anything starts, so that a wrong one is a
 * sentence in the terminal and not a strange page an hour later.
 */
const settings = z.object({
  PORT: z.coerce
    .number({ error: "must be a number" })
    .int("must be a whole number")
    .min(1, "must be between 1 and 65535")
    .max(65_535, "must be between 1 and 65535")
    .default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default("./certmap-data"),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "must begin with postgresql:// (or be absent: then Certmap runs its own PostgreSQL)",
    )
    .optional(),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: "must be a web address such as https://certmap.example.com" })
    .optional(),
  SECRET_KEY_FILE: z.string().optional(),
  AUDIT_CHECKPOINT_DIR: z.string().optional(),
  TRUSTED_PROXIES: z.string().default(""),
});

/** The settings as the program uses them: paths are absolute, defaults filled in. */
export interface Env {
  port: number;
  host: string;
  dataDir: string;
  /** Absent: the embedded PostgreSQL in the data folder. The launcher always sets it for the console it starts. */
  databaseUrl: string | undefined;
  /** Who owns the tables and migrates them, where the console itself shall not; the console never knows it. */
  databaseOwnerUrl: string | undefined;
  /** The address that people and agents use, without a slash at the end. */
  publicUrl: string;
  secretKeyFile: string;
  /** Where signed checkpoints of the audit trail are written; best on another machine. */
  auditCheckpointDir: string;
  /** Whose `x-forwarded-for` is believed: addresses and networks, as `parseProxies` takes them. */
  trustedProxies: string;
}

/** Parses settings from environment variables; all problems are named at once. */
export function parseEnv(source: Record<string, string | undefined>): Result<Env> {
  // `PORT=` in a service file means "not set", not "set to nothing".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    return fail(
      "settings-invalid",
      `${problems.join(". ")}. Correct the environment variable and start again.`,
    );
  }
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    PUBLIC_URL,
    SECRET_KEY_FILE,
    AUDIT_CHECKPOINT_DIR,
    DATABASE_OWNER_URL,
    TRUSTED_PROXIES,
  } = parsed.data;
  const proxies = parseProxies(TRUSTED_PROXIES);
  if (!proxies.ok) return proxies;
  if (DATABASE_OWNER_URL && !DATABASE_URL) {
    return fail(
      "settings-invalid",
      "DATABASE_OWNER_URL is for a PostgreSQL of your own: name the console's role in it with DATABASE_URL too.",
    );
  }
  // The bundler would take any path for an import and carry the whole folder along.
  const dataDir = resolve(/* turbopackIgnore: true */ DATA_DIR);
  const publicUrl = new URL(PUBLIC_URL ?? `http://127.0.0.1:${PORT}`);
  if (publicUrl.protocol === "http:" && !isLoopback(publicUrl.hostname)) {
    return fail(
      "settings-invalid",
      "PUBLIC_URL must begin with https:// unless it is on this machine (127.0.0.1, ::1, localhost): people type " +
        "passwords there. Put a reverse proxy with a certificate in front and name its address.",
    );
  }
  if (publicUrl.pathname !== "/" || publicUrl.search || publicUrl.hash) {
    return fail(
      "settings-invalid",
      "PUBLIC_URL must be an address without a path, such as https://certmap.example.com.",
    );
  }
  return ok({
    port: PORT,
    host: HOST,
    dataDir,
    databaseUrl: DATABASE_URL,
    databaseOwnerUrl: DATABASE_OWNER_URL,
    publicUrl: publicUrl.origin,
    trustedProxies: TRUSTED_PROXIES,
    secretKeyFile: resolve(/* turbopackIgnore: true */ SECRET_KEY_FILE ?? `${dataDir}/secret.key`),
    auditCheckpointDir: resolve(
      /* turbopackIgnore: true */ AUDIT_CHECKPOINT_DIR ?? `${dataDir}/audit-checkpoints`,
    ),
  });
}

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

let current: Env | undefined;

/** This process's settings, parsed on the first call. */
export function env(): Env {
  if (!current) {
    const parsed = parseEnv(process.env);
    if (!parsed.ok) throw new Error(parsed.error.message);
    current = parsed.value;
  }
  return current;
}

/** The next `env()` parses this process's settings anew: for tests, which change them from file to file. */
export function forgetEnv(): void {
  current = undefined;
}
