/**
 * What `npm start` runs: settings, lock, build, database, migrations, console, in this order; in the opposite order at the end.
 * When it is killed, console and database live on, and the next start takes over.
 */
import { fileURLToPath } from "node:url";
import { parseEnv } from "../lib/env";
import { ensureBuild } from "./build";
import { checkPort, consoleRunFile, superviseConsole, waitUntilReady } from "./console";
import { prepareDataDir, prepareKeyFile } from "./data-dir";
import { grantRights } from "./grant-rights";
import { takeLock } from "./instance-lock";
import { linkOldEvents } from "./link-old-events";
import { isEmptyDatabase, migrate } from "./migrate";
import { startPostgres } from "./postgres";
import { stopOrphan } from "./run-file";
import { SampleServer, startSampleAgentSchema } from "./sample-server";
import { makeSetupLink } from "./setup-link";
import { StartError } from "./start-error";

const root = fileURLToPath(new URL("..", import.meta.url));
const say = (line: string) => console.log(line);

/** What has to be stopped, the last started first. */
const running: (() => Promise<unknown>)[] = [];
const asked = new AbortController();

async function stopAll(): Promise<void> {
  for (let stop = running.pop(); stop; stop = running.pop()) await stop();
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  process.on(signal, async () => {
    if (asked.signal.aborted) return;
    asked.abort();
    say("Stopping ...");
    try {
      // The step of the start that is under way ends first, so that nothing is left behind.
      await starting.catch(() => undefined);
      await stopAll();
      say("Stopped.");
      process.exit(0);
    } catch (error) {
      fatal(error);
    }
  });
}

const starting = start();
starting.catch(async (error) => {
  if (asked.signal.aborted) return;
  await stopAll().catch(() => undefined);
  fatal(error);
});

async function start(): Promise<void> {
  const parsed = parseEnv(process.env);
  if (!parsed.ok) throw new StartError(parsed.error.code, parsed.error.message);
  const env = parsed.value;

  prepareDataDir(env.dataDir);
  const lock = await takeLock(env.dataDir, "launcher");
  if (!lock) {
    throw new StartError(
      "already-running",
      `Certmap already runs with the data folder ${env.dataDir} (${env.publicUrl}). Stop it first, or choose another DATA_DIR and PORT.`,
    );
  }
  running.push(lock.release);

  const build = await ensureBuild(root, say, asked.signal);
  if (await stopOrphan(consoleRunFile(env.dataDir))) say("Took over from a launcher that was killed.");

  asked.signal.throwIfAborted();
  const databaseUrl = env.databaseUrl ?? (await startEmbedded(env.dataDir));
  const ownerUrl = env.databaseOwnerUrl ?? databaseUrl;
  prepareKeyFile(env.secretKeyFile, await isEmptyDatabase(ownerUrl));
  const applied = await migrate(ownerUrl);
  if (env.databaseOwnerUrl) await grantRights(env.databaseOwnerUrl, databaseUrl);
  if (applied.length > 0) say(`The database is up to date (${applied.length} migrations applied).`);
  await linkOldEvents(root, ownerUrl, say);

  const sample = new SampleServer({ root, dataDir: env.dataDir, agent: build.agent, say });
  running.push(() => sample.stop());
  const onMessage = (message: unknown, reply: (answer: object) => void) =>
    void answer(sample, message, reply);
  asked.signal.throwIfAborted();
  await checkPort(env.port, env.host);
  const child = superviseConsole({ env, databaseUrl, server: build.server, say, onMessage });
  running.push(child.stop);
  await waitUntilReady(env, asked.signal);
  await sample.resume();

  say(`Certmap is ready: ${env.publicUrl}`);
  const link = await makeSetupLink(databaseUrl, env.publicUrl);
  if (link)
    say(
      `Nobody has an account yet. Make the first administrator with this link (once, within 24 hours):\n  ${link}`,
    );
}

async function startEmbedded(dataDir: string): Promise<string> {
  const postgres = await startPostgres(dataDir);
  running.push(postgres.stop);
  return postgres.url;
}

async function answer(
  sample: SampleServer,
  message: unknown,
  reply: (answer: object) => void,
): Promise<void> {
  const request = startSampleAgentSchema.safeParse(message);
  if (!request.success) return;
  const { id } = request.data;
  try {
    await sample.enrol(request.data);
    reply({ type: "sample-agent-started", id });
  } catch (error) {
    reply({
      type: "sample-agent-failed",
      id,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function fatal(error: unknown): never {
  if (error instanceof StartError) console.error(`${error.code}: ${error.message}`);
  else console.error(error);
  process.exit(1);
}
