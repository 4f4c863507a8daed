import type { TargetMode } from "@/lib/api/targets";

export const MODES: Record<TargetMode, { word: string; hint: string }> = {
  observe: { word: "Observe", hint: "Read only. No push takes it." },
  monitor: { word: "Monitor", hint: "Drift raises an alarm, and a person decides." },
  enforce: {
    word: "Enforce",
    hint: "Drift raises an alarm, and the console pushes once more what was pushed last, also over what somebody else put there. At most three times in 24 hours, and the same change once; then it waits for a person.",
  },
};
