import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ROUTE_PERMISSIONS } from "@/app/api/v1/route-permissions";
import { ROLES, type Role } from "@/lib/auth/actor";
import { auth } from "@/lib/auth/auth";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newToken } from "@/lib/secrets/one-time-token";
import { completeSetup } from "@/lib/services/setup/complete";
import { must, personOf } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const SOME_ID = "0190a000-0000-7000-8000-000000000000";
const IDS = { id: SOME_ID, number: "1", mappingId: SOME_ID, testId: SOME_ID, key: SOME_ID };

const folder = dirname(fileURLToPath(import.meta.url));
/** `GET /api/v1/accounts` and what it takes. */
const ROWS = Object.entries(ROUTE_PERMISSIONS).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, permission]) => [`${method} ${path}`, permission] as const),
);
const routes = new Map<string, Route>();
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (basename(file) !== "route.ts") continue;
  const module = await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
  for (const method of METHODS)
    if (module[method]) routes.set(`${method} /api/v1/${dirname(file)}`, module[method]);
}

let cookie = "";
beforeAll(async () => {
  const { token, tokenHash } = newToken();
  await db().setupToken.create({ data: { tokenHash, expiresAt: new Date(Date.now() + 60_000) } });
  const person = { email: "ann@example.com", password: "a long enough password" };
  must(await completeSetup({ ...person, name: "Ann", token }, null));
  const headers = { "content-type": "application/json", origin: env().publicUrl };
  const body = JSON.stringify(person);
  const signIn = new Request(`${env().publicUrl}/api/auth/sign-in/email`, { method: "POST", headers, body });
  cookie = (await auth().handler(signIn)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
});

/** Whether the role was refused. A body that is well-formed, of either type, so that no other refusal comes first. */
async function isRefused(name: string, route: Route): Promise<boolean> {
  const [method = "", pattern = ""] = name.split(" ");
  const path = pattern.replaceAll(/\[(\w+)\]/g, SOME_ID);
  for (const type of ["application/json", "application/octet-stream"]) {
    const headers = { cookie, origin: env().publicUrl, "content-type": type, "if-match": '"1"' };
    current.headers = new Headers(headers);
    const url = `${env().publicUrl}${path}?after=0`;
    const body = method === "GET" ? undefined : "{}";
    const request = new Request(url, { method, headers, body, signal: AbortSignal.timeout(5_000) });
    const response = await route(request, { params: Promise.resolve(IDS) });
    // A route that streams its progress says so at the end of it.
    if ((await response.text()).includes('"code":"not-allowed"')) return true;
    if (response.status !== 415) return false;
  }
  return false;
}

describe("the table of routes and permissions", () => {
  it("has a row for each route, and no other", () => {
    expect(ROWS.map(([name]) => name).sort()).toEqual([...routes.keys()].sort());
  });

  describe.each(ROLES)("as %s", (role) => {
    beforeAll(() => db().person.updateMany({ data: { role } }));
    it.each(guardedRoutes(role))("%s is as the table says", async (name, permission) => {
      const route = routes.get(name);
      if (route === undefined) throw new Error("no such route");
      expect(await isRefused(name, route)).toBe(!allows(role, permission));
    });
  });
});

/** Who may start the sample server asks the process that started this one for an agent, which here is vitest. */
function guardedRoutes(role: Role) {
  return ROWS.flatMap(([name, permission]) =>
    permission === "set-up link" || (name === "POST /api/v1/sample-server" && allows(role, permission))
      ? []
      : [[name, permission] as const],
  );
}

function allows(role: Role, permission: Parameters<typeof may>[1]): boolean {
  return may(personOf(role), permission).ok;
}
