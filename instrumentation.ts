/** Next calls this once, before the console takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startBackground } = await import("@/app/_background/start");
    startBackground();
    // While one develops, Next alone knows which code is the newest.
    if (process.env.NODE_ENV === "production") (await import("@/app/_agents/door")).openAgentDoor();
  }
}
