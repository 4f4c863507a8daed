import { z } from "zod";
import { instant } from "@/lib/api/page";
import { entrySchema } from "@/lib/api/resolutions";
import { REFUSALS } from "@/lib/iis/expectation";

/** All of them run with every change, so there is an end to them. */
export const SAVED_TEST_LIMIT = 500;

export const expectationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("account"),
    userName: z.string("Name the account.").trim().min(1, "Name the account.").max(256),
  }),
  z.strictObject({ kind: z.literal("refused"), status: z.enum(REFUSALS, "Choose a status.") }),
  z.strictObject({ kind: z.literal("anonymous") }),
  z.strictObject({ kind: z.literal("unmapped") }),
]);

const note = z.string().trim().max(500, "At most 500 characters.");

/** `POST site-configs/{id}/saved-tests`: a stored certificate by its id, or any certificate as a blob, which is kept here only. */
export const createSavedTestSchema = z
  .strictObject({
    certificateId: z.uuid("Choose a certificate.").optional(),
    certificate: z.string().min(1).max(100_000, "A certificate has a few kilobytes.").optional(),
    expected: expectationSchema,
    note: note.default(""),
  })
  .refine(({ certificateId, certificate }) => (certificateId === undefined) !== (certificate === undefined), {
    path: ["certificateId"],
    message: "Choose a certificate.",
  });
export const updateSavedTestSchema = z.strictObject({
  expected: expectationSchema.optional(),
  note: note.optional(),
});

export const savedTestSchema = z.object({
  id: z.uuid(),
  /** Of the stored certificate, where it is stored. */
  certificateId: z.uuid().nullable(),
  sha256: z.string(),
  displayName: z.string(),
  expected: expectationSchema,
  note: z.string(),
  updatedAt: instant,
  updatedBy: z.string(),
  passed: z.boolean(),
  /** What came out: "becomes CONTOSO\a". */
  answer: z.string(),
  by: entrySchema.nullable(),
});
/** `GET site-configs/{id}/saved-tests`: each with what comes out of the draft at this version. Failing ones first. */
export const savedTestsSchema = z.object({
  version: z.number().int(),
  failed: z.number().int(),
  items: z.array(savedTestSchema),
});

export type CreateSavedTest = z.input<typeof createSavedTestSchema>;
export type UpdateSavedTest = z.input<typeof updateSavedTestSchema>;
export type SavedTestItem = z.infer<typeof savedTestSchema>;
export type SavedTests = z.infer<typeof savedTestsSchema>;
