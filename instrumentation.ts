/** Next calls this once, before the console takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startBackground } = await import("@/app/_background/start");
    startBackground();
  }
}
