import { z } from "zod";
import { opensSchema } from "@/lib/api/deployments";
import { digestSchema, instant, pageOf, pageQuery } from "@/lib/api/page";

export const REMOVAL_STATES = ["planned", "waiting", "pushing", "done", "failed", "cancelled"] as const;

/** The removal of a renewed certificate's old mapping, at a date. */
export const removalItemSchema = z.object({
  id: z.uuid(),
  /** `planned`: publishing the draft authorises it. `failed`: it needs a person; it becomes `done` when the mapping is seen to be gone. */
  state: z.enum(REMOVAL_STATES),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  oldSha256: z.string(),
  oldName: z.string(),
  newSha256: z.string(),
  newName: z.string(),
  userName: z.string(),
  removeAt: instant,
  version: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
  authorisedBy: z.string().nullable(),
  authorisedAt: instant.nullable(),
  authorisedRevision: z.number().int().nullable(),
  removalRevision: z.number().int().nullable(),
  deploymentId: z.uuid().nullable(),
  finishedAt: instant.nullable(),
  reason: z.string().nullable(),
  /** Its push waits for maintenance windows: when the last of them opens. */
  opens: opensSchema.nullable(),
});

export const removalQuerySchema = z.object({
  ...pageQuery,
  /** `open`: everything that is not done and not cancelled. */
  state: z.enum(["any", "open", ...REMOVAL_STATES]).default("any"),
  siteConfigId: z.uuid().optional(),
  /** Of either certificate. */
  sha256: digestSchema.optional(),
});
export const removalPageSchema = pageOf(removalItemSchema);
export const removalDateSchema = z.iso
  .datetime({ error: "Choose a date and a time." })
  .transform((at) => new Date(at));
/** Changed together with `If-Match`: the version that the person saw. */
export const changeRemovalSchema = z.strictObject({ removeAt: removalDateSchema });

export type RemovalItem = z.infer<typeof removalItemSchema>;
export type RemovalQuery = z.infer<typeof removalQuerySchema>;
