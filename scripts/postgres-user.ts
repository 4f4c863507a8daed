/** PostgreSQL refuses to run as root, so as root it runs as another user, whom the folders must let in. */
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { StartError } from "./start-error";

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** The user to run PostgreSQL as; `undefined` when it is the user who runs Certmap. */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8").split("\n").map(parsePasswdLine);
  const user = users.find((one) => one?.name === "postgres") ?? users.find((one) => one?.name === "nobody");
  if (!user) {
    throw new StartError(
      "database-setup-failed",
      "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor `nobody`. " +
        "Start Certmap as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.",
    );
  }
  return user;
}

function parsePasswdLine(line: string): SystemUser | undefined {
  const [name, , uid, gid] = line.split(":");
  return name && uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether the user may pass through every folder on the way to `path` (its nearest existing ancestor counts). */
export function canEnter(path: string, user: SystemUser | undefined): boolean {
  if (!user) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory() && !mayPass(stat, user)) return false;
    if (dirname(folder) === folder) return true;
  }
}

function mayPass(stat: { mode: number; uid: number; gid: number }, user: SystemUser): boolean {
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
