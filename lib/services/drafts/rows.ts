import { z } from "zod";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import { PERMISSION_MODES, ruleSchema } from "@/lib/iis/site-config";

/** The rows of a draft as the journal keeps them: whole, so that undo puts back exactly what was there. */
const made = { id: z.uuid(), createdAt: z.iso.datetime(), createdBy: z.string() };

export const oneToOneRowSchema = z.strictObject({
  ...made,
  certificateId: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  enabled: z.boolean(),
});

export const manyToOneRowSchema = z.strictObject({
  ...made,
  position: z.number().int(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  permissionMode: z.enum(PERMISSION_MODES),
  accountId: z.uuid().nullable(),
  rules: z.array(ruleSchema),
});

/** Rows before and after one step, both lists apart. A row only before was removed, one only after was added. */
function changeOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({ before: z.array(row), after: z.array(row) });
}
export const draftChangeSchema = z.strictObject({
  oneToOne: changeOf(oneToOneRowSchema),
  manyToOne: changeOf(manyToOneRowSchema),
  settings: z.strictObject({ before: draftSettingsSchema, after: draftSettingsSchema }).optional(),
});

export type OneToOneRow = z.infer<typeof oneToOneRowSchema>;
export type ManyToOneRow = z.infer<typeof manyToOneRowSchema>;
export type DraftChange = z.infer<typeof draftChangeSchema>;
/** A row that is still to be made. */
export type New<Row> = Omit<Row, keyof typeof made>;
