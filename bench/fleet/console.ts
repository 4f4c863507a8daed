import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MEMORY } from "@/scripts/console";

/** The console as `npm start` runs it: Next's standalone server of a production build, over a database that is there. */
export interface BenchConsole {
  url: string;
  pid: number;
  /** Resident memory, in MiB; `peak` since it started. */
  memory(): { now: number; peak: number };
  /** Ends it, and waits for the profile that it then writes. */
  stop(): Promise<void>;
}

const PERSON = { name: "Bench", email: "bench@example.com", password: "correct horse battery staple" };

export async function startBenchConsole(server: string, dataDir: string): Promise<BenchConsole> {
  const port = await freePort();
  const profile = process.env.CERTMAP_PROFILE;
  const log = openSync(join(dataDir, "console.log"), "a");
  const child = spawn(
    process.execPath,
    [...MEMORY, ...(profile ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : []), server],
    {
      cwd: dirname(server),
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(port),
        HOSTNAME: "127.0.0.1",
        HOST: "127.0.0.1",
      },
      stdio: ["ignore", log, log],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(`${url}/api/health`)); tries++) {
    if (tries > 600)
      throw new Error(`The console does not start:\n${readFileSync(join(dataDir, "console.log"), "utf8")}`);
    await delay(100);
  }
  const kib = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]);
  return {
    url,
    pid: child.pid ?? 0,
    memory: () => ({ now: Math.round(kib("VmRSS") / 1024), peak: Math.round(kib("VmHWM") / 1024) }),
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill(profile ? "SIGINT" : "SIGKILL");
      await ended;
    },
  };
}

/** Makes the first administrator by a set-up link and signs in. Returns how to ask the console as this person. */
export async function signIn(url: string, setupLink: string) {
  const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: JSON.stringify(body),
    });
  const token = setupLink.split("#")[1];
  const made = await send("/api/v1/setup", { token, ...PERSON });
  if (!made.ok) throw new Error(await made.text());
  const { email, password } = PERSON;
  const session = await send("/api/auth/sign-in/email", { email, password });
  const cookie = session.headers.getSetCookie().map((one) => one.split(";")[0]);
  return async <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> => {
    const answer = await send(path, body, { cookie: cookie.join("; "), ...headers });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
