import { personRoute, reply } from "@/app/api/_http/person-route";
import { startSample } from "@/lib/services/servers/start-sample";

export const POST = personRoute(async ({ actor }) => {
  const started = await startSample(actor);
  return started.ok ? new Response(null, { status: 202 }) : reply(started);
});
