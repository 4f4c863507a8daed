import { problem } from "@/app/api/_http/problem";
import { checkHealth } from "@/lib/services/health/check";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return health.ok
    ? Response.json(health.value, { headers: { "cache-control": "no-store" } })
    : problem(health.error);
}
