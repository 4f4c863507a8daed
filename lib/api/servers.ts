import { z } from "zod";
import { tagsSchema } from "@/lib/api/certificates";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { serverGroupRefSchema } from "@/lib/api/server-groups";
import { TARGET_STATES, targetItemSchema } from "@/lib/api/targets";
import { inventorySchema } from "@/lib/iis/inventory";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";

export const SERVER_STATES = ["pending", "approved", "rejected", "revoked", "quarantined"] as const;

export const createEnrolmentTokenSchema = z.strictObject({
  hostName: z
    .string("Enter the server's host name.")
    .trim()
    .min(1, "Enter the server's host name.")
    .max(253, "A host name has at most 253 characters.")
    .regex(
      /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
      "A host name has letters, digits, dots and hyphens.",
    ),
  /** Empty: all sites of the server. */
  allowedSites: z.array(z.string().trim().min(1).max(260)).max(500).default([]),
  minutes: z.number().int().min(15, "At least 15 minutes.").max(60, "At most 60 minutes.").default(30),
  /** Approve at once, without a comparison of the fingerprint, what brings the token first. */
  automaticApproval: z.boolean().default(false),
});
export const enrolmentTokenAnswerSchema = z.object({
  id: z.uuid(),
  hostName: z.string(),
  expiresAt: instant,
  /** Shown once; only its hash is kept. */
  token: z.string(),
  automaticApproval: z.boolean(),
  consoleKeyFingerprint: z.string(),
  /** Ready to copy; the token goes through the environment so that no process list shows it. */
  command: z.object({ shell: z.string(), powershell: z.string() }),
});
export const reEnrolSchema = createEnrolmentTokenSchema.pick({ minutes: true });
/** The fingerprint that the person read on the server; compared again on the console's side. */
export const approveServerSchema = z.strictObject({ fingerprint: z.string().max(200) });

export const SERVER_SHOWS = [
  "pending",
  "quarantined",
  "offline",
  "restart-pending",
  "correction-held",
  ...TARGET_STATES,
] as const;
export const serverQuerySchema = z.object({
  ...pageQuery,
  /** Only servers of this group; empty: all. */
  group: z.union([z.literal(""), z.uuid("The group is not one of ours.")]).default(""),
  /** Only servers with this tag; empty: all. */
  tag: z.string().trim().max(60).default(""),
  /** Only servers that stand so, or that have a target that does; empty: all. */
  show: z.enum(["", ...SERVER_SHOWS]).default(""),
});
export const setServerTagsSchema = z.strictObject({ tags: tagsSchema });

/** `PUT servers/{id}/shared-writer`: the folder as the person saw it. */
export const chooseWriterSchema = z.strictObject({ folder: z.string().min(1).max(1024) });

/** At most so many servers are looked through at once. */
export const PLACES_LIMIT = 1000;
export const serverPlacesQuerySchema = serverQuerySchema
  .omit({ cursor: true, limit: true, show: true })
  .extend({ siteConfigId: z.uuid("Choose a site config.") });
/** Sites by name, the most frequent first, each with the servers on which the site config may go there. */
export const serverPlacesSchema = z.object({
  items: z.array(z.object({ scope: z.string(), serverIds: z.array(z.uuid()) })),
});
export const serverRefSchema = z.object({ id: z.uuid(), name: z.string() });
export const serverItemSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  hostName: z.string(),
  domain: z.string(),
  state: z.enum(SERVER_STATES),
  connection: z.enum(["online", "offline", "never"]),
  lastSeenAt: instant.nullable(),
  /** 64 hex digits; the same that the agent printed. */
  fingerprint: z.string(),
  agentVersion: z.string(),
  osVersion: z.string(),
  iisVersion: z.string(),
  passwordHandling: z.enum(PASSWORD_HANDLINGS),
  allowedSites: z.array(z.string()),
  /** The server's clock minus the console's, in milliseconds. */
  clockSkewMs: z.number().int(),
  enrolledAt: instant,
  sites: z.number().int(),
  groups: z.array(serverGroupRefSchema),
  /** Lower case, sorted. */
  tags: z.array(z.string()),
  targets: z.array(targetItemSchema),
});
/** `given`, or why an agent that brought a token with automatic approval waits all the same. */
const AUTOMATIC_APPROVALS = ["given", "makerDisabled", "makerRole", "hostKnown"] as const;
export const serverDetailSchema = serverItemSchema.extend({
  /** Who decided last on whether it is let in; null while nobody has. */
  decided: z.object({ at: instant, by: z.string() }).nullable(),
  /** Of the token that it was enrolled with, made by this person; null: it had none, or somebody has decided since. */
  automaticApproval: z.object({ outcome: z.enum(AUTOMATIC_APPROVALS), maker: z.string() }).nullable(),
  /** The version that the console brings, where the agent's is an older release; null where it is not. */
  newerAgent: z.string().nullable(),
  inventory: inventorySchema.nullable(),
  inventoryAt: instant.nullable(),
  /** The folder of configurationRedirection, the servers that have it (this one too), and the one that writes it. */
  shared: z
    .object({ folder: z.string(), writerId: z.uuid().nullable(), members: z.array(serverRefSchema) })
    .nullable(),
  /** An agent with other keys that asks to take the place of this server's; what it says of itself. */
  replacement: z
    .object({
      fingerprint: z.string(),
      hostName: z.string(),
      domain: z.string(),
      agentVersion: z.string(),
      osVersion: z.string(),
      iisVersion: z.string(),
      passwordHandling: z.enum(PASSWORD_HANDLINGS),
      requestedAt: instant,
    })
    .nullable(),
});
export const serverPageSchema = pageOf(serverItemSchema);

export type CreateEnrolmentToken = z.input<typeof createEnrolmentTokenSchema>;
export type EnrolmentTokenAnswer = z.infer<typeof enrolmentTokenAnswerSchema>;
export type ServerPlaces = z.infer<typeof serverPlacesSchema>;
export type ServerQuery = z.infer<typeof serverQuerySchema>;
export type ServerItem = z.infer<typeof serverItemSchema>;
export type ServerDetail = z.infer<typeof serverDetailSchema>;
