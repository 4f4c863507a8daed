import { CONSOLE } from "@/lib/auth/actor";
import type { BackgroundTask } from "@/lib/background";
import { rereadCertificates } from "@/lib/services/certificates/reread";

/** What the console does by itself. A task is a verb of lib/services and how often it is asked. */
export const TASKS: BackgroundTask[] = [
  {
    name: "reread certificates",
    everyMs: 600_000,
    run: async (signal) => void (await rereadCertificates(CONSOLE, signal)),
  },
];
