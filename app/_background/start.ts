import { TASKS } from "@/app/_background/tasks";
import { Background } from "@/lib/background";

/** Begins the console's own work; it ends in order when the console is asked to end. */
export function startBackground(): void {
  const background = new Background(TASKS);
  background.start();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void background.stop());
}
