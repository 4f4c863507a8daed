import { z } from "zod";

export const personItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(["viewer", "auditor", "editor", "operator", "administrator"]),
});
export const personListSchema = z.object({ items: z.array(personItemSchema) });

export type PersonItem = z.infer<typeof personItemSchema>;
