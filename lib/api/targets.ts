import { z } from "zod";
import { instant } from "@/lib/api/page";

/** The one vocabulary of states; each has one colour and one icon on every page. */
export const TARGET_STATES = ["in-sync", "drifted", "pushing", "failed", "undone", "unknown"] as const;
export type TargetState = (typeof TARGET_STATES)[number];

export const targetItemSchema = z.object({
  id: z.uuid(),
  serverId: z.uuid(),
  serverName: z.string(),
  scope: z.string(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  state: z.enum(TARGET_STATES),
  deployedRevision: z.number().int().nullable(),
  deployedAt: instant.nullable(),
  observedAt: instant.nullable(),
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

/** `GET targets/{id}/drift`: deployed against observed. `unknown` when one of both is not known. */
export const driftSchema = z.object({
  target: targetItemSchema,
  changes: z.array(changeSchema),
  deployedXml: z.string().nullable(),
  observedXml: z.string().nullable(),
});

export type TargetList = z.infer<typeof targetListSchema>;
export type TargetItem = z.infer<typeof targetItemSchema>;
export type ReadableChange = z.infer<typeof changeSchema>;
export type Drift = z.infer<typeof driftSchema>;
