import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { parseUserName } from "@/lib/iis/user-name";

export const userNameSchema = z
  .string("Enter an account.")
  .trim()
  .superRefine((value, context) => {
    const parsed = parseUserName(value);
    if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.error.message });
  });

/** Windows takes up to 256 characters; an empty password cannot log on over the network. */
export const passwordSchema = z
  .string("Enter a password.")
  .min(1, "Enter a password.")
  .max(256, "A Windows password has at most 256 characters.")
  .refine((value) => !/\p{Cc}/u.test(value), "A password has no control characters.");

export const createAccountSchema = z.strictObject({
  userName: userNameSchema,
  password: passwordSchema.optional(),
});
export const setPasswordSchema = z.strictObject({ password: passwordSchema });

export const accountQuerySchema = z.object({ ...pageQuery });
export const accountItemSchema = z.object({
  id: z.uuid(),
  userName: z.string(),
  /** When and by whom a password was last set; null: none is stored. The password itself is never answered. */
  passwordSetAt: instant.nullable(),
  passwordSetBy: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string(),
  mappings: z.number().int(),
});
export const accountDetailSchema = accountItemSchema.extend({
  usedIn: z.array(
    z.object({
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      mappingId: z.uuid(),
      mappingName: z.string(),
      enabled: z.boolean(),
      /** Null: a many-to-one mapping, which goes by rules. */
      certificate: z.object({ id: z.uuid(), displayName: z.string(), notAfter: instant }).nullable(),
    }),
  ),
});
export const accountPageSchema = pageOf(accountItemSchema);

export type AccountQuery = z.infer<typeof accountQuerySchema>;
export type CreateAccount = z.infer<typeof createAccountSchema>;
export type AccountItem = z.infer<typeof accountItemSchema>;
export type AccountDetail = z.infer<typeof accountDetailSchema>;
