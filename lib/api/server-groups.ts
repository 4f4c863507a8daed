import { z } from "zod";
import { instant } from "@/lib/api/page";

const note = z.string().trim().max(500, "At most 500 characters.");

export const serverGroupInputSchema = z.strictObject({
  name: z.string("Enter a name.").trim().min(1, "Enter a name.").max(100, "At most 100 characters."),
  note: note.default(""),
});
export const serverGroupRefSchema = z.object({ id: z.uuid(), name: z.string() });
export const serverGroupSchema = serverGroupRefSchema.extend({
  note: z.string(),
  servers: z.number().int(),
  /** Accounts that may be used only on the servers of their groups, this one among them. */
  accounts: z.array(z.object({ id: z.uuid(), userName: z.string() })),
  createdAt: instant,
  createdBy: z.string(),
});
export const serverGroupListSchema = z.object({ items: z.array(serverGroupSchema) });
/** Groups that a person or a token is limited to; none: every server. */
export const scopeInput = z.array(z.uuid()).max(200);
/** Which groups a server is in, all of them. */
export const setServerGroupsSchema = z.strictObject({ groupIds: z.array(z.uuid()).max(200) });

export type ServerGroupInput = z.input<typeof serverGroupInputSchema>;
export type ServerGroupRef = z.infer<typeof serverGroupRefSchema>;
export type ServerGroupItem = z.infer<typeof serverGroupSchema>;
