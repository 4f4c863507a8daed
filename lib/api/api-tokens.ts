import { z } from "zod";
import { instant } from "@/lib/api/page";
import { scopeInput, serverGroupRefSchema } from "@/lib/api/server-groups";

/** No administrators: what lets people, servers and keys in is decided by people. */
export const TOKEN_ROLES = ["viewer", "auditor", "editor", "operator"] as const;

export const createApiTokenSchema = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(100, "At most 100 characters."),
  role: z.enum(TOKEN_ROLES),
  serverGroupIds: scopeInput.default([]),
  days: z
    .number("Enter how many days it is valid.")
    .int("Enter whole days.")
    .min(1, "At least one day.")
    .max(366, "At most 366 days: a token that nobody renews is one that nobody needs."),
});
export type CreateApiToken = z.infer<typeof createApiTokenSchema>;

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  /** What the role is limited to; empty: every server. */
  serverGroups: z.array(serverGroupRefSchema),
  state: z.enum(["valid", "expired", "revoked"]),
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string(),
});
export type ApiTokenItem = z.infer<typeof apiTokenSchema>;
export const apiTokenListSchema = z.object({ items: z.array(apiTokenSchema) });
/** `secret`: the token itself, shown this once. */
export const apiTokenMadeSchema = z.object({ token: apiTokenSchema, secret: z.string() });
export type ApiTokenMade = z.infer<typeof apiTokenMadeSchema>;
