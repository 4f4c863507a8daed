import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "@/lib/generated/prisma/client";

// The bundler may carry this module in more than one chunk; the pool must still be one per process.
const shared = globalThis as { certmapDb?: PrismaClient };

/** The database, connected on first use; one pool per process. */
export function db(): PrismaClient {
  shared.certmapDb ??= connect(databaseUrl());
  return shared.certmapDb;
}

/** A client of its own, for a process that chooses its database itself (tests, scripts). The caller disconnects it. */
export function connect(url: string): PrismaClient {
  // Ten seconds without a connection is an answer too: a page that says so is better than one that hangs.
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 }),
  });
}

/** Closes the pool of this process; the next use opens a new one. */
export async function disconnect(): Promise<void> {
  const client = shared.certmapDb;
  delete shared.certmapDb;
  await client?.$disconnect();
}

/** Where the database is. The launcher sets DATABASE_URL for the console, also when it runs the embedded PostgreSQL. */
export function databaseUrl(): string {
  const url = env().databaseUrl;
  if (!url) {
    throw new Error("DATABASE_URL is not set. Start the console with `npm start`, which runs the database.");
  }
  return url;
}
