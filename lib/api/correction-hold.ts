/** So often the console corrects a target within 24 hours; what comes after waits for a person. */
export const CORRECTIONS_A_DAY = 3;

/** Why it waits: as many corrections as are allowed, or a drift that came back the same within 24 hours of its correction. */
export const CORRECTION_HOLDS = ["limit", "repeated"] as const;
export type CorrectionHold = (typeof CORRECTION_HOLDS)[number];

export const HOLD_SENTENCES: Record<CorrectionHold, string> = {
  limit: `Corrected ${CORRECTIONS_A_DAY} times in 24 hours; held until a person pushes.`,
  repeated: "The same change came back after it was corrected; held until a person pushes.",
};
