import { z } from "zod";
import { auditEventSchema } from "@/lib/api/audit-events";
import { TARGET_STATES } from "@/lib/api/targets";

export const overviewSchema = z.object({
  targets: z.record(z.enum(TARGET_STATES), z.number().int()),
  /** Targets whose web server has to be restarted before a push counts. */
  restarts: z.object({ pending: z.number().int() }),
  /** Targets that the console corrects no more until a person looked. */
  corrections: z.object({ held: z.number().int() }),
  servers: z.object({
    total: z.number().int(),
    pending: z.number().int(),
    offline: z.number().int(),
    quarantined: z.number().int(),
  }),
  /** Mapped certificates by days left; `expired` are still mapped. */
  certificates: z.object({
    total: z.number().int(),
    expired: z.number().int(),
    in2Days: z.number().int(),
    in15Days: z.number().int(),
    in30Days: z.number().int(),
    in60Days: z.number().int(),
    in90Days: z.number().int(),
  }),
  /** Removals of old mappings that could not be verified. */
  removals: z.object({ failed: z.number().int() }),
  /** New generations of the last seven days: an older database was restored. */
  generations: z.object({ started: z.number().int() }),
  /** Cut-offs that have not reached every server. */
  cutOffs: z.object({ open: z.number().int() }),
  siteConfigs: z.object({ total: z.number().int(), unpublished: z.number().int() }),
  accounts: z.object({ total: z.number().int(), withoutPassword: z.number().int() }),
  /** Newest first, of the last 24 hours, at most ten. */
  recent: z.array(auditEventSchema),
});
export type Overview = z.infer<typeof overviewSchema>;
