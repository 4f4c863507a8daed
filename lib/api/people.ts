import { z } from "zod";
import { instant } from "@/lib/api/page";
import { scopeInput, serverGroupRefSchema } from "@/lib/api/server-groups";
import { PERSON_PASSWORD_LENGTH } from "@/lib/api/setup";

const ROLES = ["viewer", "auditor", "editor", "operator", "administrator"] as const;
export const roleSchema = z.enum(ROLES, "Choose a role.");

/** One who sets a password of his own, as everywhere: length is what counts. */
export const personPasswordSchema = z
  .string()
  .min(PERSON_PASSWORD_LENGTH, `Use at least ${PERSON_PASSWORD_LENGTH} characters.`)
  .max(128, "Use at most 128 characters.");

export const personItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** What the role is limited to; empty: every server. */
  serverGroups: z.array(serverGroupRefSchema),
  disabledAt: instant.nullable(),
  /** Null: invited, and no password set yet. */
  hasPassword: z.boolean(),
  twoFactor: z.boolean(),
  passkeys: z.number().int(),
  sessions: z.number().int(),
  lastSeenAt: instant.nullable(),
});
export const personListSchema = z.object({ items: z.array(personItemSchema) });
export const invitePersonSchema = z.strictObject({
  name: z.string().trim().min(1, "Enter a name.").max(120, "At most 120 characters."),
  email: z.email("Enter an e-mail address.").max(254),
  role: roleSchema,
  serverGroupIds: scopeInput.default([]),
});
export const updatePersonSchema = z
  .strictObject({
    role: roleSchema.optional(),
    serverGroupIds: scopeInput.optional(),
    disabled: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Say what to change.");
/** A one-time link; its token is shown once and kept only as a hash. */
export const personLinkSchema = z.object({ personId: z.string(), url: z.string(), expiresAt: instant });
export const redeemPersonLinkSchema = z.strictObject({
  token: z.string().min(1, "Open the link that you were given.").max(200),
  password: personPasswordSchema,
});

export type PersonItem = z.infer<typeof personItemSchema>;
export type InvitePerson = z.infer<typeof invitePersonSchema>;
export type UpdatePerson = z.infer<typeof updatePersonSchema>;
export type PersonLinkAnswer = z.infer<typeof personLinkSchema>;
export type RedeemPersonLink = z.infer<typeof redeemPersonLinkSchema>;
