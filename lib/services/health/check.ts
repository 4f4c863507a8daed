import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";

/** Whether the console can do its work: it reaches its database. Asked by the launcher and by monitoring; tells nothing else. */
export async function checkHealth(): Promise<Result<{ status: "ok" }>> {
  try {
    await db().$queryRaw`SELECT 1`;
    return ok({ status: "ok" });
  } catch {
    return fail("database-unavailable", "The console cannot reach its database. See the console's log.");
  }
}
