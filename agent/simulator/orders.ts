import { z } from "zod";
import { agentKeysSchema } from "@/agent/state/keys";
import { signingKeySchema } from "@/lib/agent-api/keys";

const identitySchema = z.object({
  serverId: z.uuid(),
  hostName: z.string(),
  keys: agentKeysSchema,
  consoleKey: signingKeySchema,
  allowedSites: z.array(z.string()),
});
export type Identity = z.infer<typeof identitySchema>;

/** What the parent of a simulator says: play these agents, or tell what they did. */
export const fleetOrderSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("play"),
    url: z.url(),
    /** The one site of each server. */
    site: z.string(),
    agents: z.array(identitySchema),
    startOverMs: z.number().int().min(0),
  }),
  z.object({ type: z.literal("count") }),
]);
export type FleetOrder = z.infer<typeof fleetOrderSchema>;

export const countsSchema = z.object({
  /** Jobs begun, and those that committed, by how often: more than once each is a doubled one. */
  received: z.number().int(),
  committed: z.number().int(),
  doubled: z.number().int(),
  /** Results that the console took. */
  verified: z.number().int(),
  notVerified: z.number().int(),
  refused: z.number().int(),
  /** Requests that failed, and defects of the agent. */
  away: z.number().int(),
  defects: z.number().int(),
  reported: z.number().int(),
  /** Milliseconds since 1970. */
  lastCommittedAt: z.number(),
  lastSentAt: z.number(),
});
export type Counts = z.infer<typeof countsSchema>;
