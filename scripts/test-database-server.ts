/**
 * Vitest's global set-up: hands out clones of a migrated template database. PostgreSQL starts at the first request, so that a run
 * of pure tests pays nothing. CERTMAP_TEST_DATABASE_URL names another server to run on.
 */
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "./migrate";
import { startThrowAwayPostgres } from "./throw-away-postgres";

declare module "vitest" {
  interface ProvidedContext {
    testDatabasePort: number;
  }
}

interface TestServer {
  clone: () => Promise<string>;
  drop: (url: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Called by vitest once per run; what it returns is called at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<TestServer> | undefined;
  const server = createServer(async (request, response) => {
    try {
      running ??= start();
      const databases = await running;
      if (request.method === "DELETE") {
        let url = "";
        for await (const chunk of request) url += chunk;
        await databases.drop(url);
        response.end();
      } else {
        response.end(await databases.clone());
      }
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("testDatabasePort", (server.address() as AddressInfo).port);
  return async () => {
    server.close();
    await (await running?.catch(() => undefined))?.stop();
  };
}

async function start(): Promise<TestServer> {
  const given = process.env.CERTMAP_TEST_DATABASE_URL || undefined;
  const embedded = given ? undefined : await startThrowAwayPostgres();
  const adminUrl = given ?? embedded?.url ?? "";
  const prefix = `certmap_test_${randomBytes(4).toString("hex")}`;
  const template = `${prefix}_template`;
  const existing = new Set([template]);

  const admin = new Client({ connectionString: adminUrl });
  admin.on("error", () => undefined);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${template}`);
  await migrate(urlOf(adminUrl, template));
  let count = 0;

  const drop = async (name: string) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    existing.delete(name);
  };
  return {
    clone: async () => {
      const name = `${prefix}_${++count}`;
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      existing.add(name);
      return urlOf(adminUrl, name);
    },
    drop: (url) => drop(new URL(url).pathname.slice(1)),
    stop: async () => {
      // A throw-away server takes its databases with it.
      if (given) for (const name of [...existing]) await drop(name);
      await admin.end();
      await embedded?.remove();
    },
  };
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
