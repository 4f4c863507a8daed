/** The data folder of the embedded PostgreSQL: where it is, how it is made, who may enter it. */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { writeDurably } from "./durable-file";
import { type PostgresBinaries, SYSTEM_FOLDER } from "./postgres-binaries";
import { canEnter, type SystemUser } from "./postgres-user";
import { reasonOf, StartError } from "./start-error";

const run = promisify(execFile);

/** The database superuser and the database: only Certmap uses this server. */
export const ROLE = "certmap";

export interface Cluster {
  folder: string;
  password: string;
}

/** Opens the cluster of a data folder, and makes it when there is none. */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<Cluster> {
  const folder = clusterFolder(dataDir, user);
  const passwordFile = join(dataDir, "postgres.password");
  if (existsSync(join(folder, "PG_VERSION"))) {
    checkVersion(folder, binaries);
    return { folder, password: readPassword(passwordFile) };
  }
  const password = existsSync(passwordFile)
    ? readPassword(passwordFile)
    : randomBytes(32).toString("base64url");
  // The password is on disk before a cluster knows it: a start that is killed in between can go on.
  writeDurably(passwordFile, `${password}\n`);
  await initialise(folder, password, binaries, user);
  return { folder, password };
}

/** In the data folder, or under /var/lib when the user PostgreSQL runs as cannot get there. */
function clusterFolder(dataDir: string, user: SystemUser | undefined): string {
  const own = join(dataDir, "postgres");
  if (canEnter(dataDir, user)) return own;
  const id = createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 16);
  return join(SYSTEM_FOLDER, `postgres-${id}`);
}

/** initdb works beside the final place and the result is renamed: a killed start leaves no half cluster. */
async function initialise(
  folder: string,
  password: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<void> {
  const side = `${folder}.new`;
  const pwfile = join(side, "password");
  try {
    rmSync(side, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true, mode: 0o711 });
    mkdirSync(side, { mode: 0o700 });
    writeFileSync(pwfile, `${password}\n`, { mode: 0o600 });
    if (user) {
      chownSync(pwfile, user.uid, user.gid);
      chownSync(side, user.uid, user.gid);
    }
    const args = [
      "-D",
      join(side, "data"),
      "-U",
      ROLE,
      "--auth=scram-sha-256",
      `--pwfile=${pwfile}`,
      "-E",
      "UTF8",
    ];
    // Sorting must not change with the machine's C library.
    args.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions");
    await run(binaries.initdb, args, { cwd: side, ...asUser(user) });
    renameSync(join(side, "data"), folder);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new StartError(
      "database-setup-failed",
      `The embedded PostgreSQL could not be set up in ${folder}: ${said || reasonOf(error)} ` +
        "Check free space and permissions there, or set DATABASE_URL to another PostgreSQL.",
    );
  } finally {
    rmSync(side, { recursive: true, force: true });
  }
}

/** Options that run a program of PostgreSQL as its user, with an environment that changes nothing. */
export function asUser(user: SystemUser | undefined) {
  const { PATH = "", SystemRoot, TEMP } = process.env;
  const windows = process.platform === "win32" ? { SystemRoot, TEMP } : {};
  return {
    env: { PATH, LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" as const, ...windows },
    windowsHide: true,
    ...(user && { uid: user.uid, gid: user.gid }),
  };
}

/** Who owns an existing cluster runs it, also when a user `postgres` came to the machine later. */
export function clusterOwner(folder: string, user: SystemUser | undefined): SystemUser | undefined {
  const stat = user && statSync(folder, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { name: String(stat.uid), uid: stat.uid, gid: stat.gid } : user;
}

function checkVersion(folder: string, binaries: PostgresBinaries): void {
  const version = Number(readFileSync(join(folder, "PG_VERSION"), "utf8"));
  if (version === binaries.major) return;
  throw new StartError(
    "database-setup-failed",
    `The data in ${folder} was made by PostgreSQL ${version}, and this Certmap carries PostgreSQL ${binaries.major}. ` +
      `Start it with the Certmap version that made it, dump the database (pg_dump), and restore the dump into an empty data folder.`,
  );
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new StartError(
      "database-setup-failed",
      `The database in ${dirname(path)} needs its password file ${path}: ${reasonOf(error)} Restore it from the backup of the data folder.`,
    );
  }
}
