import { connect, isIP, type Socket } from "node:net";
import { hostname } from "node:os";
import { connect as connectTls } from "node:tls";
import type { LinkedEvent } from "@/lib/audit-chain/link";
import { syslogMessage } from "./syslog-message";

export interface SyslogTarget {
  host: string;
  port: number;
  tls: boolean;
  /** Absent: the authorities that Node.js knows. */
  caPem: string | null;
}

const TIMEOUT_MS = 15_000;
/** A receiver that keeps the connection open has the messages all the same. */
const CLOSE_MS = 2_000;

/**
 * Sends events over a connection of its own, each framed by its length (RFC 6587, 3.4.1; RFC 5425 over TLS). Syslog has no
 * answer: done means that everything was written and the connection then ended without an error. Rejects with Node's own errors.
 */
export function sendSyslog(target: SyslogTarget, events: readonly LinkedEvent[]): Promise<void> {
  const frames = events.map((event) => {
    const message = syslogMessage(event, hostname());
    return `${Buffer.byteLength(message)} ${message}`;
  });
  return new Promise((resolve, reject) => {
    const socket = open(target);
    let closing: NodeJS.Timeout | undefined;
    const end = (error?: Error) => {
      clearTimeout(closing);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    socket.setTimeout(TIMEOUT_MS, () => end(new Error("It does not answer.")));
    socket.once("error", end);
    socket.once("close", () =>
      end(socket.writableFinished ? undefined : new Error("The connection was closed.")),
    );
    socket.once(target.tls ? "secureConnect" : "connect", () => {
      socket.end(frames.join(""), () => {
        closing = setTimeout(end, CLOSE_MS);
      });
      socket.resume();
    });
  });
}

function open({ host, port, tls, caPem }: SyslogTarget): Socket {
  if (!tls) return connect({ host, port });
  return connectTls({
    host,
    port,
    minVersion: "TLSv1.2",
    ...(isIP(host) === 0 && { servername: host }),
    ...(caPem !== null && { ca: caPem }),
  });
}
