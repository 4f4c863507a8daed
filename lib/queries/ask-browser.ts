import { ApiError } from "@/lib/queries/api-error";

/** Runs the browser's dialog for a passkey. What went wrong there has words of its own, which help nobody. */
export async function askBrowser<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch {
    throw ApiError.of(
      "sign-in-refused",
      "The browser did not use a passkey: it was cancelled, took too long, or this device has none for Certmap.",
    );
  }
}
