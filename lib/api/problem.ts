import { z } from "zod";
import type { CodedError } from "@/lib/errors";

/** RFC 9457 problem+json, with our stable `code` and the place of the error. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  line: z.number().optional(),
  column: z.number().optional(),
  field: z.string().optional(),
  errors: z
    .array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() }))
    .optional(),
});
export type Problem = z.infer<typeof problemSchema> & { errors?: Pick<CodedError, "message" | "field">[] };
