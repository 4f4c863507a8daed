import type { BackgroundTask } from "@/lib/background";

/** What the console does by itself. A task is a verb of lib/services and how often it is asked. */
export const TASKS: BackgroundTask[] = [];
