import { z } from "zod";
import { instant } from "@/lib/api/page";
import { personPasswordSchema, roleSchema } from "@/lib/api/people";

const password = z.string().min(1, "Enter your password.").max(128);

export const profileSchema = z.object({
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** Names of the server groups that the role is limited to; null: every server. */
  onlyServerGroups: z.array(z.string()).nullable(),
  twoFactor: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: instant.nullable() })),
  sessions: z.array(
    z.object({
      id: z.string(),
      /** The one that asks. */
      current: z.boolean(),
      address: z.string(),
      browser: z.string(),
      createdAt: instant,
      lastSeenAt: instant,
      expiresAt: instant,
    }),
  ),
});
export const changePasswordSchema = z.strictObject({ current: password, password: personPasswordSchema });
export const startTotpSchema = z.strictObject({ password });
/** What an authenticator app and the person keep; answered once. */
export const totpSecretSchema = z.object({ uri: z.string(), recoveryCodes: z.array(z.string()) });
export const confirmTotpSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "The code has six digits."),
});

export type Profile = z.infer<typeof profileSchema>;
export type ChangePassword = z.infer<typeof changePasswordSchema>;
