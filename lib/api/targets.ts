import { z } from "zod";
import { CORRECTION_HOLDS } from "@/lib/api/correction-hold";
import { instant } from "@/lib/api/page";

/** The one vocabulary of states; each has one colour and one icon on every page. */
export const TARGET_STATES = ["in-sync", "drifted", "pushing", "failed", "undone", "unknown"] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** observe: no push takes it. monitor: drift raises an alarm. enforce: the console also pushes once more what was deployed. */
export const TARGET_MODES = ["observe", "monitor", "enforce"] as const;
export type TargetMode = (typeof TARGET_MODES)[number];

export const targetItemSchema = z.object({
  id: z.uuid(),
  serverId: z.uuid(),
  serverName: z.string(),
  scope: z.string(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  state: z.enum(TARGET_STATES),
  mode: z.enum(TARGET_MODES),
  deployedRevision: z.number().int().nullable(),
  deployedAt: instant.nullable(),
  observedAt: instant.nullable(),
  /** A push switched the AD section then, and the web server was not restarted since: it does not count yet. Beside any state. */
  restartPendingSince: instant.nullable(),
  /** The console corrects nothing here until a person's push is verified or a person sets the mode. Beside any state. */
  correctionHold: z.object({ since: instant, reason: z.enum(CORRECTION_HOLDS) }).nullable(),
});

/** `GET site-configs/{id}/targets`: nobody chooses among more. */
export const TARGETS_LIMIT = 500;
export const targetListSchema = z.object({ items: z.array(targetItemSchema) });

/** One readable change. `kind` is shown in words as well as in colour. */
export const changeSchema = z.object({
  kind: z.enum(["added", "removed", "changed", "moved"]),
  section: z.string(),
  text: z.string(),
});

/** See `ChangeClass` of lib/iis. */
export const CHANGE_CLASSES = ["ours", "corrective", "foreign"] as const;
/** A change with what it is. */
export const classedChangeSchema = changeSchema.extend({ class: z.enum(CHANGE_CLASSES) });

/** `GET targets/{id}/drift`: deployed against observed. `unknown` when one of both is not known. */
export const driftSchema = z.object({
  target: targetItemSchema,
  changes: z.array(classedChangeSchema),
  /**
   * Entries whose password is not the one that stood there after the last verified push; what it is, nobody is told. `corrective`: pushing
   * again brings the console's. `foreign`: pushing again takes what is there as it is.
   */
  passwords: z.array(changeSchema.extend({ class: z.enum(["corrective", "foreign"]) })),
  /** How many entries' passwords are compared; 0 before the first push that an agent who can read them has verified. */
  passwordsCompared: z.number().int(),
  /** The agent tells when the web server was started: nobody has to say that it was restarted. */
  seesRestarts: z.boolean(),
  deployedXml: z.string().nullable(),
  observedXml: z.string().nullable(),
});

export const setTargetModesSchema = z.strictObject({
  targetIds: z.array(z.uuid()).min(1, "Choose at least one target.").max(1000),
  mode: z.enum(TARGET_MODES),
});
export const targetModesSetSchema = z.object({ changed: z.number().int() });

/** All targets of servers, or of a group of them. */
const serverModes = z.strictObject({
  serverIds: z.array(z.uuid()).min(1, "Choose at least one server.").max(1000).optional(),
  serverGroupId: z.uuid().optional(),
  mode: z.enum(TARGET_MODES),
});
const oneOfBoth = ({ serverIds, serverGroupId }: z.infer<typeof serverModes>) =>
  (serverIds === undefined) !== (serverGroupId === undefined);
const BOTH = { message: "Name servers or a server group, one of the two.", path: ["serverIds"] };
export const serverModesSchema = serverModes.refine(oneOfBoth, BOTH);
/** `changes`: so many targets get another mode, or are held and get theirs anew, as the person confirmed. */
export const setServerModesSchema = serverModes
  .extend({ changes: z.number().int().min(0) })
  .refine(oneOfBoth, BOTH);
export const serverModesPlanSchema = z.object({
  /** Servers on which something would change. */
  servers: z.number().int(),
  targets: z.number().int(),
  /** `from` is the mode itself for targets that have it and are held (`correctionHold`): they are let go. */
  changes: z.array(z.object({ from: z.enum(TARGET_MODES), count: z.number().int() })),
});

export type ServerModes = z.infer<typeof serverModesSchema>;
export type ServerModesPlan = z.infer<typeof serverModesPlanSchema>;
export type SetServerModes = z.infer<typeof setServerModesSchema>;
/** `POST targets/{id}/restart-confirmations`: where the agent cannot see it. */
export const confirmRestartSchema = z.strictObject({
  reason: z.string("Say why.").trim().min(1, "Say why.").max(500, "At most 500 characters."),
});

export type ConfirmRestart = z.infer<typeof confirmRestartSchema>;
export type SetTargetModes = z.infer<typeof setTargetModesSchema>;
export type TargetList = z.infer<typeof targetListSchema>;
export type TargetItem = z.infer<typeof targetItemSchema>;
export type ReadableChange = z.infer<typeof changeSchema>;
export type Drift = z.infer<typeof driftSchema>;
