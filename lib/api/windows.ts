import { z } from "zod";
import { isTimeZone } from "@/lib/api/maintenance-windows";
import { instant } from "@/lib/api/page";

export const windowSchema = z.strictObject({
  /** 1 Monday to 7 Sunday: the days on which it begins. */
  weekdays: z
    .array(z.number().int().min(1).max(7))
    .min(1, "Choose at least one day.")
    .max(7)
    .transform((days) => [...new Set(days)].toSorted()),
  /** Minutes after midnight on the time zone's clock. */
  startMinute: z.number().int().min(0).max(1439),
  lengthMinutes: z.number().int().min(1, "At least a minute.").max(10_080, "At most a week."),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "There is no such time zone. Use a name such as Europe/Berlin."),
});
/** All windows of a server or a group: the list replaces what was there. */
export const setWindowsSchema = z.strictObject({
  windows: z.array(windowSchema).max(20, "At most 20 windows."),
});

export const windowsSchema = z.object({
  windows: z.array(windowSchema),
  /** Of a server: those of its groups, which hold as well. */
  inherited: z.array(windowSchema.extend({ group: z.string() })),
  /** Of a server: when the next one opens; null: one is open, or there is none. */
  opens: z.object({ at: instant, timeZone: z.string() }).nullable(),
});

export type SetWindows = z.input<typeof setWindowsSchema>;
export type Windows = z.infer<typeof windowsSchema>;
export type WindowInput = z.infer<typeof windowSchema>;
