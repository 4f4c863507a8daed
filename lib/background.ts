import { Client } from "pg";
import { databaseUrl } from "@/lib/db";
import { jsonLine } from "@/lib/json-line";

/**
 * Work that the console does by itself. `run` does what is due and returns; it may be cut off at any point and is then asked again,
 * so its own transactions and row locks must make a second run harmless.
 */
export interface BackgroundTask {
  /** For the log. */
  name: string;
  everyMs: number;
  /** `signal` aborts when the console stops: a long run looks at it between two steps. */
  run: (signal: AbortSignal) => Promise<void>;
}

/** Of several consoles on one database, the one that holds this lock works. */
const LOCK_KEY = 72_707_370;
const TICK_MS = 1_000;

/** Runs tasks at their pace, side by side, each at most once at a time. A task that fails is asked again at its next turn. */
export class Background {
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();
  private readonly nextAt = new Map<string, number>();
  private lock: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stepping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tasks: readonly BackgroundTask[],
    private readonly onError: (name: string, error: unknown) => void = logError,
  ) {}

  /** Steps every second until `stop`. */
  start(): void {
    this.timer ??= setInterval(() => {
      this.stepping = this.stepping.then(() => this.step(Date.now()));
    }, TICK_MS);
    this.timer.unref();
  }

  /** Starts what is due at `now` (milliseconds since 1970) where this process holds the lock, and answers the names of what it started. */
  async step(now: number): Promise<string[]> {
    const due = this.tasks.filter(
      ({ name }) => !this.running.has(name) && now >= (this.nextAt.get(name) ?? Number.NEGATIVE_INFINITY),
    );
    if (due.length === 0 || this.stopping.signal.aborted || !(await this.holdsLock())) return [];
    for (const task of due) this.begin(task, now);
    return due.map(({ name }) => name);
  }

  /** Resolves when everything that runs now has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  /** Starts nothing more, waits for what runs, and lets another console work. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    await this.stepping;
    await this.settled();
    const { lock } = this;
    this.lock = undefined;
    await lock?.end().catch(() => undefined);
  }

  private begin({ name, everyMs, run }: BackgroundTask, now: number): void {
    this.nextAt.set(name, now + everyMs);
    // The microtask in front catches what a task throws before its first await.
    const ended = Promise.resolve()
      .then(() => run(this.stopping.signal))
      .catch((error) => this.onError(name, error))
      .finally(() => this.running.delete(name));
    this.running.set(name, ended);
  }

  /** The lock belongs to a connection of its own: with it, or with this process, the lock is free for the next console. */
  private async holdsLock(): Promise<boolean> {
    if (this.lock) return true;
    const client = new Client({
      connectionString: databaseUrl(),
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    const lose = () => {
      if (this.lock === client) this.lock = undefined;
    };
    client.on("error", lose);
    client.on("end", lose);
    try {
      await client.connect();
      const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS held", [LOCK_KEY]);
      if (rows[0].held) {
        this.lock = client;
        return true;
      }
    } catch (error) {
      this.onError("lock", error);
    }
    await client.end().catch(() => undefined);
    return false;
  }
}

function logError(name: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(jsonLine({ level: "error", event: "background-task-failed", task: name, error: text }));
}
