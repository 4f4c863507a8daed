import { agentRoute } from "@/app/api/_http/agent-route";
import { problem } from "@/app/api/_http/problem";
import { getBundle } from "@/lib/services/agents/get-bundle";

export const GET = agentRoute<{ digest: string }>(async ({ server, params }) => {
  const bundle = await getBundle(server, params.digest);
  if (!bundle.ok) return problem(bundle.error);
  return new Response(bundle.value, {
    headers: { "content-type": "application/jose", etag: `"${params.digest}"` },
  });
});
