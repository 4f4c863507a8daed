import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Console, startConsole } from "../e2e/support/console";
import { startPostgres } from "./postgres";
import { isAlive } from "./process-identity";

const KILLS = process.env.CERTMAP_FULL === "1" ? 30 : 3;
const WRITERS = 8;
const PERSON = { name: "Kim Kill", email: "kim@example.com", password: "correct horse battery staple" };

let certmap: Console;

beforeAll(async () => {
  certmap = await startConsole();
}, 300_000);

afterAll(() => certmap?.remove());

function post(path: string, body: object, cookie = ""): Promise<Response> {
  return fetch(`${certmap.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: certmap.url, cookie },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
}

/** The first administrator by the printed link, signed in: the session's cookie. */
async function signIn(): Promise<string> {
  const [, token] = await certmap.printed(/\/setup#([\w-]{43})/);
  expect((await post("/api/v1/setup", { token, ...PERSON })).status).toBe(201);
  const { email, password } = PERSON;
  const answer = await post("/api/auth/sign-in/email", { email, password });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

interface Account {
  id: string;
  userName: string;
}

/** Writes one account after the other until it is told to stop; whatever fails is tried again under another name. */
async function write(
  writer: number,
  cookie: string,
  acknowledged: Account[],
  stop: AbortSignal,
): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    try {
      const answer = await post("/api/v1/accounts", { userName: `CONTOSO\\w${writer}-${n}` }, cookie);
      if (answer.status === 201) acknowledged.push((await answer.json()) as Account);
      else await setTimeout(20);
    } catch {
      await setTimeout(20); // The console is away.
    }
  }
}

test(
  `${KILLS} kills while ${WRITERS} writers write lose no acknowledged row and no audit event`,
  async () => {
    const cookie = await signIn();
    const acknowledged: Account[] = [];
    const stop = new AbortController();
    const writers = Array.from({ length: WRITERS }, (_, i) => write(i, cookie, acknowledged, stop.signal));
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        // A random moment: some writes after the console answers again, and a few milliseconds into the next ones.
        const enough = acknowledged.length + Math.ceil(Math.random() * 60);
        await expect
          .poll(() => acknowledged.length, { timeout: 60_000, interval: 5 })
          .toBeGreaterThan(enough);
        await setTimeout(Math.random() * 30);
        await certmap.kill(kill % 3 === 2 ? "launcher" : "both");
        await certmap.start();
      }
    } finally {
      stop.abort();
      await Promise.all(writers);
    }

    const client = new Client({ connectionString: (await startPostgres(certmap.dataDir)).url });
    await client.connect();
    const accounts = await client.query<Account>('SELECT id, "userName" FROM "Account"');
    const events = await client.query<{ nounId: string }>(
      `SELECT "nounId" FROM "AuditEvent" WHERE action = 'account.create'`,
    );
    await client.end();

    const kept = new Map(accounts.rows.map((row) => [row.id, row.userName]));
    const lost = acknowledged.filter(({ id, userName }) => kept.get(id) !== userName);
    expect(lost, "acknowledged and gone").toEqual([]);
    // Exactly one event for each row, acknowledged or not: both or neither.
    expect(events.rows.map((row) => row.nounId).sort()).toEqual([...kept.keys()].sort());
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  },
  KILLS * 60_000,
);

test("a second launcher of the same data folder is refused and disturbs nothing", async () => {
  const port = new URL(certmap.url).port;
  const env = { ...process.env, PORT: port, DATA_DIR: certmap.dataDir, DATABASE_URL: "" };
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, ["scripts/start.mjs"], { env }, (_error, _stdout, stderr) => resolve(stderr));
  });
  expect(said).toMatch(/^already-running: /);
  expect((await fetch(`${certmap.url}/api/health`)).status).toBe(200);
});

test("SIGTERM ends console and database, and the next start is quick", async () => {
  const { pid } = await startPostgres(certmap.dataDir);
  await certmap.stop();
  // pg_ctl waits for the end of the work; the process itself is gone a moment later.
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
  await expect(fetch(`${certmap.url}/api/health`)).rejects.toThrow();
  await certmap.start();
  expect((await fetch(`${certmap.url}/api/health`)).status).toBe(200);
});
