import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { serverGroupRefSchema } from "@/lib/api/server-groups";
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

const words = (limit: number) => z.string().trim().max(limit, `At most ${limit} characters.`);
/** What people say about an account; IIS knows nothing of it. */
export const updateAccountSchema = z.strictObject({
  owner: words(200),
  notes: words(4000),
  tags: z.array(words(50).min(1, "A tag has at least one character.")).max(20, "At most 20 tags."),
});
/** `editors`: every editor may map to it; `named`: only the persons named. Administrators always may. */
export const MAP_BY = ["editors", "named"] as const;
export const limitAccountSchema = z.strictObject({
  mapBy: z.enum(MAP_BY),
  personIds: z.array(z.string().max(100)).max(500),
  /** Where it may be used; empty: on every server. */
  serverGroupIds: z.array(z.uuid()).max(200),
});

export const ACCOUNT_SHOWN = ["all", "privileged", "unused", "no-password", "no-owner"] as const;
export const ACCOUNT_SORTS = ["userName", "owner", "passwordSetAt"] as const;
export const accountQuerySchema = z.object({
  ...pageQuery,
  show: z.enum(ACCOUNT_SHOWN).default("all"),
  owner: z.string().max(200).default(""),
  /** `passwordSetAt`: the oldest password first. */
  sort: z.enum(ACCOUNT_SORTS).default("userName"),
});
export const accountItemSchema = z.object({
  id: z.uuid(),
  userName: z.string(),
  owner: z.string(),
  tags: z.array(z.string()),
  mapBy: z.enum(MAP_BY),
  /** Groups of servers that it is limited to; none: it may be used everywhere. */
  serverGroups: z.array(serverGroupRefSchema),
  /** When and by whom a password was last set; null: none is stored. The password itself is never answered. */
  passwordSetAt: instant.nullable(),
  passwordSetBy: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string(),
  mappings: z.number().int(),
});
/** What a server has of the stored password. `kept`: its agent leaves a password that is there as it is. */
export const PASSWORD_AT = ["none", "current", "older", "pushing", "kept"] as const;
/** A target whose deployed revision uses the account. */
export const accountPlaceSchema = z.object({
  targetId: z.uuid(),
  serverId: z.uuid(),
  serverName: z.string(),
  scope: z.string(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  revision: z.number().int(),
  password: z.enum(PASSWORD_AT),
  /** When the current password was proven to be there. */
  passwordAt: instant.nullable(),
  /** The server is in one of the account's groups, or the account has none. */
  inScope: z.boolean(),
});
export const accountDetailSchema = accountItemSchema.extend({
  notes: z.string(),
  version: z.number().int(),
  /** Who may map to it beside administrators, when `mapBy` is `named`. */
  grants: z.array(z.object({ personId: z.string(), name: z.string(), role: z.string() })),
  /** What the newest revisions use it for: to let somebody in, and by mappings that deny. */
  roles: z.array(
    z.object({
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      allows: z.boolean(),
      denies: z.boolean(),
    }),
  ),
  places: z.array(accountPlaceSchema),
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

export type UpdateAccount = z.infer<typeof updateAccountSchema>;
export type LimitAccount = z.infer<typeof limitAccountSchema>;
export type AccountPlace = z.infer<typeof accountPlaceSchema>;
export type AccountQuery = z.infer<typeof accountQuerySchema>;
export type CreateAccount = z.infer<typeof createAccountSchema>;
export type AccountItem = z.infer<typeof accountItemSchema>;
export type AccountDetail = z.infer<typeof accountDetailSchema>;
