/**
 * One process that plays many agents, started with a channel to its parent (bench/fleet.ts). Private keys come over that channel and
 * stay in memory.
 */
import { setMaxListeners } from "node:events";
import { createTransport } from "@/agent/console/transport";
import { dropWebCryptoWarning } from "@/agent/quiet-warnings";
import { createCounts } from "@/agent/simulator/counts";
import { createMemoryServer } from "@/agent/simulator/memory-back-end";
import { fleetOrderSchema } from "@/agent/simulator/orders";
import { simulateAgent } from "@/agent/simulator/simulated-agent";
import { createPace } from "@/agent/wait";

dropWebCryptoWarning();
const stop = new AbortController();
// Every wait of every agent listens to it.
setMaxListeners(0, stop.signal);
const counts = createCounts();

process.on("message", (message) => {
  const order = fleetOrderSchema.parse(message);
  if (order.type === "count") process.send?.(counts.now());
  else if (order.type === "play") void play(order);
});
process.on("disconnect", () => process.exit());

async function play({
  url,
  site,
  agents,
  startOverMs,
}: Extract<ReturnType<typeof fleetOrderSchema.parse>, { type: "play" }>) {
  const transport = createTransport(new URL(url), { env: process.env, keepAlive: true });
  const pace = createPace(process.env);
  await Promise.all(
    agents.map(async (identity, index) => {
      // As a fleet does: nobody starts a thousand servers in one millisecond.
      await pace.wait((index * startOverMs) / agents.length, stop.signal);
      const server = createMemoryServer([site]);
      const log = counts.logOf(server);
      await simulateAgent(identity, { url, transport, server, epoch: 1, pace, log }, stop.signal);
    }),
  );
}
