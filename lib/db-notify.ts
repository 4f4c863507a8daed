import { Client } from "pg";
import { databaseUrl } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** All our channels travel over one PostgreSQL channel, so that one LISTEN serves every waiter. */
const LISTEN_CHANNEL = "certmap";

interface Waiter {
  channel: string;
  matches: (payload: string) => boolean;
  wake: () => void;
}

interface Listener {
  waiters: Set<Waiter>;
  connection: Promise<Client> | undefined;
  closed: boolean;
}

// One connection per process, whatever the bundler does with this module.
const shared = globalThis as { certmapListener?: Listener };

/** Tells every console process, at the commit of `tx` and only then. Payloads are ids, never content: at most 7,900 bytes. */
export async function notify(tx: Prisma.TransactionClient, channel: string, payload: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${LISTEN_CHANNEL}, ${`${channel} ${payload}`})`;
}

/** The same for many payloads at once. */
export async function notifyAll(
  tx: Prisma.TransactionClient,
  channel: string,
  payloads: readonly string[],
): Promise<void> {
  const texts = payloads.map((payload) => `${channel} ${payload}`);
  await tx.$queryRaw`SELECT count(pg_notify(${LISTEN_CHANNEL}, text)) FROM unnest(${texts}::text[]) AS text`;
}

/**
 * Resolves `true` when a matching notification came (or may have been missed while the connection was away: read again),
 * `false` after `timeoutMs` or when `signal` aborts. What happened before the call is not seen: see `pollUntil`.
 */
export async function waitFor(
  channel: string,
  matches: (payload: string) => boolean,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const waiter = await subscribe(channel, matches);
  return waiter.wait(timeoutMs, signal);
}

/**
 * A long poll: reads, and while there is nothing waits for a matching notification and reads again, until `timeoutMs`.
 * It subscribes before it reads, so that nothing falls between the two.
 */
export async function pollUntil<T>(
  channel: string,
  matches: (payload: string) => boolean,
  timeoutMs: number,
  read: () => Promise<T | undefined>,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const waiter = await subscribe(channel, matches);
    let value: T | undefined;
    try {
      value = await read();
    } catch (error) {
      waiter.cancel();
      throw error;
    }
    if (value !== undefined) {
      waiter.cancel();
      return value;
    }
    if (!(await waiter.wait(Math.max(0, deadline - Date.now()), signal))) return undefined;
  }
}

/** Ends the connection and lets go of everybody who waits (shutdown, tests). */
export async function stopListening(): Promise<void> {
  const listener = shared.certmapListener;
  if (!listener) return;
  delete shared.certmapListener;
  listener.closed = true;
  wakeAll(listener);
  const client = await listener.connection?.catch(() => undefined);
  await client?.end().catch(() => undefined);
}

async function subscribe(channel: string, matches: (payload: string) => boolean) {
  shared.certmapListener ??= { waiters: new Set(), connection: undefined, closed: false };
  const listener = shared.certmapListener;
  listener.connection ??= listen(listener);
  await listener.connection;

  let woken = false;
  let onWake = () => {};
  const waiter: Waiter = {
    channel,
    matches,
    wake: () => {
      woken = true;
      onWake();
    },
  };
  listener.waiters.add(waiter);
  const cancel = () => void listener.waiters.delete(waiter);

  const wait = (timeoutMs: number, signal?: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(finish, timeoutMs);
      signal?.addEventListener("abort", finish);
      onWake = finish;
      if (woken || signal?.aborted) finish();
      function finish() {
        clearTimeout(timer);
        signal?.removeEventListener("abort", finish);
        cancel();
        resolve(woken && !listener.closed);
      }
    });
  return { wait, cancel };
}

/** Connects and listens. A lost connection wakes everybody: something may have been missed. */
async function listen(listener: Listener): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl(), keepAlive: true });
  let lost = false;
  const onLost = () => {
    if (lost) return;
    lost = true;
    // The next subscriber connects again.
    listener.connection = undefined;
    wakeAll(listener);
  };
  client.on("error", onLost);
  client.on("end", onLost);
  client.on("notification", ({ payload = "" }) => dispatch(listener, payload));
  try {
    await client.connect();
    await client.query(`LISTEN ${LISTEN_CHANNEL}`);
    return client;
  } catch (error) {
    onLost();
    await client.end().catch(() => undefined);
    throw error;
  }
}

function dispatch(listener: Listener, text: string): void {
  const space = text.indexOf(" ");
  const channel = text.slice(0, space);
  const payload = text.slice(space + 1);
  for (const waiter of listener.waiters) {
    if (waiter.channel === channel && waiter.matches(payload)) waiter.wake();
  }
}

function wakeAll(listener: Listener): void {
  for (const waiter of listener.waiters) waiter.wake();
}
