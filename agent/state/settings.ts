import { z } from "zod";
import { writeDurable } from "@/agent/state/durable";
import { readJsonFile } from "@/agent/state/json-file";
import { signingKeySchema } from "@/lib/agent-api/keys";
import { fail, ok, type Result } from "@/lib/errors";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";

/** What was agreed at enrolment. The console cannot change any of it: only a person on this host can. */
const settingsSchema = z.strictObject({
  protocol: z.literal(1),
  url: z.url(),
  caFile: z.string().optional(),
  serverId: z.uuid(),
  hostName: z.string(),
  consoleKey: signingKeySchema,
  /** Empty: all sites, but not the server level, which has to be named as "". */
  allowedSites: z.array(z.string()),
  backEnd: z.enum(["config-file", "windows"]),
  /** Of the back end config-file; the other one asks IIS. */
  configFile: z.string().optional(),
  passwordHandling: z.enum(PASSWORD_HANDLINGS),
  /** Where probes of a site go instead of its own binding: a back end without a web server of its own has none. */
  probeUrl: z.url({ protocol: /^https$/ }).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Throws the file system's errors. */
export function saveSettings(path: string, settings: Settings): void {
  writeDurable(path, `${JSON.stringify(settings, null, 2)}\n`);
}

export function loadSettings(path: string): Result<Settings | undefined> {
  return readJsonFile(path, settingsSchema);
}

export function requireSettings(path: string): Result<Settings> {
  const settings = loadSettings(path);
  if (!settings.ok) return settings;
  if (settings.value === undefined)
    return fail(
      "agent-not-enrolled",
      `There are no settings at ${path}. Run "enroll" first, with the same --state-dir.`,
    );
  return ok(settings.value);
}
