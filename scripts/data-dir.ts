import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { ensureKeyFile } from "../lib/secrets/key-file";
import { reasonOf, StartError } from "./start-error";

/** Makes the data folder, or says why it cannot be used. */
export function prepareDataDir(dataDir: string): void {
  try {
    // As root PostgreSQL runs as another user, who has to pass through; what is inside is closed to him.
    const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
    mkdirSync(dataDir, { recursive: true, mode });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      "data-dir-unusable",
      `The data folder ${dataDir} cannot be used: ${reasonOf(error)}. Name a folder that this user may write to with DATA_DIR.`,
    );
  }
}

/** The keys of a new installation; an installation that has data needs the keys it was made with. */
export function prepareKeyFile(path: string, databaseIsEmpty: boolean): void {
  if (!databaseIsEmpty && !existsSync(path)) {
    throw new StartError(
      "key-file-missing",
      `The database holds data, and the secret key file ${path} that belongs to it is missing. Restore it from its backup, or name ` +
        "its place with SECRET_KEY_FILE. A new key could not open the stored passwords, so none was made.",
    );
  }
  const made = ensureKeyFile(path);
  if (!made.ok) throw new StartError(made.error.code, made.error.message);
}
