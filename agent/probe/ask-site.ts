import { request } from "node:https";
import type { TLSSocket } from "node:tls";
import type { ProbePlace } from "@/agent/probe/place";
import type { ProbeReply } from "@/lib/iis/probe";

const TIMEOUT_MS = 10_000;
/** An error page of IIS has about 6 KB; more of an answer says nothing more. */
const MOST_BYTES = 64 * 1024;
/** Nobody was there, in contrast to somebody who hung up. */
const NOT_THERE = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EADDRNOTAVAIL", "ETIMEDOUT"];

export interface Asked {
  reply: ProbeReply;
  /** Such as `TLSv1.3`; null when there was no handshake. */
  protocol: string | null;
  detail: string;
}

/**
 * One GET over a TLS handshake of its own, without a client certificate and without following anything. Whose name the server's
 * certificate bears does not matter: nothing is told to it, and the host talks to itself. Never fails.
 */
export function askSite(place: ProbePlace): Promise<Asked> {
  return new Promise((resolve) => {
    let protocol: string | null = null;
    const done = (reply: ProbeReply, detail: string): void => resolve({ reply, protocol, detail });
    const asking = request({
      host: place.host,
      port: place.port,
      path: place.path,
      servername: place.serverName ?? "",
      headers: { host: place.hostHeader, "user-agent": "certmap-agent probe", connection: "close" },
      rejectUnauthorized: false,
      agent: false,
    });
    const timer = setTimeout(() => asking.destroy(timedOut()), TIMEOUT_MS);
    asking.once("close", () => clearTimeout(timer));
    asking.once("socket", (socket) =>
      socket.once("secureConnect", () => {
        protocol = (socket as TLSSocket).getProtocol();
      }),
    );
    asking.once("error", (error: NodeJS.ErrnoException) => {
      const code = error.code ?? "";
      done({ kind: NOT_THERE.includes(code) ? "unreachable" : "reset" }, code || error.message);
    });
    asking.once("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (): void => {
        const status = response.statusCode ?? 0;
        done({ kind: "response", status, body: Buffer.concat(chunks).toString("utf8") }, `HTTP ${status}`);
        response.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= MOST_BYTES) finish();
      });
      response.once("end", finish);
      response.once("error", finish);
    });
    asking.end();
  });
}

function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error("No answer within 10 seconds."), { code: "ETIMEDOUT" });
}
