/**
 * What the console's process runs: Next's server behind one rule. Whatever a request says of where it came from, the program reads
 * what this file wrote there, from before the first request on.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { parseProxies } from "../lib/client-address";
import { parseEnv } from "../lib/env";
import { disarm } from "./disarm-request";
import { writeAddress } from "./write-address";

const env = parseEnv(process.env);
if (!env.ok) throw new Error(env.error.message);
const proxies = parseProxies(env.value.trustedProxies);
if (!proxies.ok) throw new Error(proxies.error.message);
// Node says this of every request, before anybody else sees it.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  writeAddress(request, proxies.value);
  disarm(request);
});
await import(new URL("./server.js", import.meta.url).href);
