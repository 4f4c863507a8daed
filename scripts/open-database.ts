import { takeLock } from "./instance-lock";
import { startPostgres } from "./postgres";

interface Database {
  url: string;
  release: () => Promise<void>;
}

/** For a command on the host: the database of the settings, or the embedded one, which may run already or is started just for this. */
export async function openDatabase(settings: { databaseUrl?: string; dataDir: string }): Promise<Database> {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl) return { url: databaseUrl, release: async () => undefined };
  const lock = await takeLock(dataDir, "launcher");
  const postgres = await startPostgres(dataDir);
  const release = async () => {
    if (lock && !postgres.attached) await postgres.stop();
    await lock?.release();
  };
  return { url: postgres.url, release };
}
