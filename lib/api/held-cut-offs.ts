import { z } from "zod";
import { instant } from "@/lib/api/page";

export const CUT_OFF_KINDS = ["certificate", "account"] as const;

/** A cut-off that nobody has lifted, where something would let in whom it cut off. */
export const heldCutOffSchema = z.object({
  id: z.uuid(),
  /** "Cut-off 3" */
  number: z.number().int(),
  kind: z.enum(CUT_OFF_KINDS, "Choose certificate or account."),
  name: z.string(),
  reason: z.string(),
  startedAt: instant,
  startedBy: z.string(),
});
export type HeldCutOff = z.infer<typeof heldCutOffSchema>;
