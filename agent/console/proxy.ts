import { request } from "node:http";
import { Agent } from "node:https";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";

/** The proxy for an https address, as HTTPS_PROXY and NO_PROXY say. Only http:// proxies (CONNECT) are known. */
export function proxyFor(target: URL, env: NodeJS.ProcessEnv): URL | undefined {
  if (target.protocol !== "https:") return undefined;
  const text = env.HTTPS_PROXY ?? env.https_proxy ?? "";
  if (text === "" || isExcepted(target.hostname, env.NO_PROXY ?? env.no_proxy ?? "")) return undefined;
  const withScheme = text.includes("://") ? text : `http://${text}`;
  const proxy = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  return proxy?.protocol === "http:" ? proxy : undefined;
}

function isExcepted(host: string, exceptions: string): boolean {
  return exceptions
    .split(",")
    .map((entry) => entry.trim().replace(/^\*?\./, ""))
    .some((entry) => entry === "*" || (entry !== "" && (host === entry || host.endsWith(`.${entry}`))));
}

/** An https agent whose connections go through the proxy. TLS is end to end: the proxy sees the host name only. */
export function tunnelAgent(proxy: URL, options: { ca?: string[] }): Agent {
  const agent = new Agent({ keepAlive: false, ...options });
  const open = (
    to: { host?: string | null; port?: number | string | null; servername?: string },
    done: (error: Error | null, stream?: Duplex) => void,
  ): undefined => {
    const authority = `${to.host}:${to.port ?? 443}`;
    const tunnel = request({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...authorization(proxy) },
    });
    tunnel.once("error", done);
    tunnel.once("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) {
        done(null, connect({ socket, host: to.host ?? undefined, servername: to.servername, ...options }));
      } else {
        socket.destroy();
        done(new Error(`the proxy ${proxy.host} answered ${statusCode}`));
      }
    });
    tunnel.end();
    return undefined;
  };
  return Object.assign(agent, { createConnection: open });
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === "") return {};
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` };
}
