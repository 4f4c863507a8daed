/**
 * The embedded PostgreSQL: a real server of its own process group on a random loopback port. It outlives a killed launcher, and
 * the next start attaches to it again.
 */
import { execFile } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { findBinaries, type PostgresBinaries } from "./postgres-binaries";
import { asUser, type Cluster, clusterOwner, openCluster, ROLE } from "./postgres-cluster";
import { postgresUser, type SystemUser } from "./postgres-user";
import { codeOf, reasonOf, StartError } from "./start-error";

const run = promisify(execFile);
const LOG_LIMIT = 5_000_000;
/** How long processes of a killed server may take to go. */
const PATIENCE_MS = 15_000;

export interface Postgres {
  /** With the password in it: never printed. */
  url: string;
  /** Of the postmaster. */
  pid: number;
  /** Whether it ran already. */
  attached: boolean;
  /** Fast shutdown: open transactions are rolled back, everything acknowledged is on disk. */
  stop: () => Promise<void>;
}

interface Settings {
  /** Tests only: how many connections, and whether a lost machine may lose data. */
  options?: string[];
}

/** Starts the PostgreSQL of a data folder, or attaches to the one that runs there. The caller holds the folder's lock. */
export async function startPostgres(dataDir: string, settings: Settings = {}): Promise<Postgres> {
  const wanted = postgresUser();
  const binaries = findBinaries(wanted);
  const cluster = await openCluster(dataDir, binaries, wanted);
  const user = clusterOwner(cluster.folder, wanted);

  const running = await attach(cluster);
  const postmaster = running ?? (await launch(cluster, binaries, user, settings.options ?? []));
  await ensureDatabase(urlOf(postmaster.port, cluster.password, "postgres"));
  return {
    url: urlOf(postmaster.port, cluster.password, ROLE),
    pid: postmaster.pid,
    attached: running !== undefined,
    stop: () => stop(cluster, binaries, user),
  };
}

interface Postmaster {
  pid: number;
  port: number;
}

/** The server of this cluster if one answers: same folder, same password. */
async function attach(cluster: Cluster): Promise<Postmaster | undefined> {
  const postmaster = readPidFile(cluster.folder);
  if (!postmaster) return undefined;
  try {
    const rows = await query(urlOf(postmaster.port, cluster.password, "postgres"), "SHOW data_directory");
    if (rows[0]?.data_directory === cluster.folder.replaceAll("\\", "/")) return postmaster;
  } catch {
    // It does not answer: launch() finds out why.
  }
  return undefined;
}

async function launch(
  cluster: Cluster,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
  options: string[],
): Promise<Postmaster> {
  const log = openLog(cluster.folder, user);
  let lastError = "";
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await setTimeout(200)) {
    dropForeignPidFile(cluster.folder);
    const port = await choosePort(cluster.folder);
    try {
      const args = ["start", "-w", "-t", "60", "-s", "-D", cluster.folder, "-l", log];
      await run(binaries.pgCtl, [...args, "-o", serverOptions(port, options)], {
        cwd: cluster.folder,
        ...asUser(user),
      });
      const postmaster = readPidFile(cluster.folder);
      if (postmaster) return postmaster;
      lastError = "it stopped again at once";
    } catch (error) {
      // The port was taken meanwhile, or processes of a killed server are still on their way out: try again.
      lastError = reasonOf(error);
    }
  }
  throw new StartError(
    "database-unavailable",
    `The embedded PostgreSQL does not start. Its log ${log} says: ${lastLine(log) || lastError}`,
  );
}

function serverOptions(port: number, more: string[]): string {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "fsync=on",
    "password_encryption=scram-sha-256",
    // The log names what failed, never the values: they are people's data.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    ...more,
  ];
  return [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(" ");
}

async function stop(
  cluster: Cluster,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<void> {
  if (!readPidFile(cluster.folder)) return;
  try {
    const args = ["stop", "-m", "fast", "-w", "-t", "60", "-s", "-D", cluster.folder];
    await run(binaries.pgCtl, args, { cwd: cluster.folder, ...asUser(user) });
  } catch (error) {
    if (existsSync(join(cluster.folder, "postmaster.pid"))) {
      throw new StartError(
        "database-unavailable",
        `The embedded PostgreSQL does not stop: ${reasonOf(error)}`,
      );
    }
  }
}

/** `postmaster.pid`: process id, data folder, start time, port. */
function readPidFile(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * After a reboot the process id of a dead server may belong to something else, and PostgreSQL would refuse to start. Holding the
 * folder's lock we may look: a process that is not postgres is none.
 */
function dropForeignPidFile(folder: string): void {
  const postmaster = readPidFile(folder);
  if (!postmaster || process.platform !== "linux") return;
  try {
    if (readFileSync(`/proc/${postmaster.pid}/comm`, "utf8").trim() === "postgres") return;
  } catch {
    return; // No such process: PostgreSQL sees that by itself.
  }
  rmSync(join(folder, "postmaster.pid"), { force: true });
}

async function ensureDatabase(maintenanceUrl: string): Promise<void> {
  try {
    const found = await query(maintenanceUrl, `SELECT 1 FROM pg_database WHERE datname = '${ROLE}'`);
    if (found.length === 0) await query(maintenanceUrl, `CREATE DATABASE ${ROLE}`);
  } catch (error) {
    if (codeOf(error) === "42P04") return;
    throw new StartError(
      "database-unavailable",
      `The embedded PostgreSQL does not answer: ${reasonOf(error)}`,
    );
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

/** The port of the last time while it is free: whoever noted the address down still finds the database. */
async function choosePort(folder: string): Promise<number> {
  const note = `${folder}.port`;
  const last = existsSync(note) ? Number(readFileSync(note, "utf8")) : 0;
  const port = await freePort(last).catch(() => freePort());
  writeFileSync(note, String(port), { mode: 0o600 });
  return port;
}

/** A port that nobody listens on now. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Beside the cluster, because initdb wants its folder for itself. */
function openLog(folder: string, user: SystemUser | undefined): string {
  const log = `${folder}.log`;
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(log, `${log}.1`);
  closeSync(openSync(log, "a", 0o600));
  if (user) chownSync(log, user.uid, user.gid);
  return log;
}

function lastLine(log: string): string {
  try {
    return readFileSync(log, "utf8").trim().split("\n").at(-1) ?? "";
  } catch {
    return "";
  }
}
