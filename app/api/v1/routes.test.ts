import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { problemSchema } from "@/lib/api/problem";
import { auth } from "@/lib/auth/auth";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newToken } from "@/lib/secrets/one-time-token";
import { completeSetup } from "@/lib/services/setup/complete";
import { blobByOpenssl, derOf, must } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const SOME_ID = "0190a000-0000-7000-8000-000000000000";
/** The link's own token stands for a session there. */
const WITHOUT_SESSION = ["POST /api/v1/setup", "POST /api/v1/person-links"];

const folder = dirname(fileURLToPath(import.meta.url));
const routes: { name: string; method: string; path: string; route: Route }[] = [];
const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
for (const file of files.filter((each) => basename(each) === "route.ts")) {
  const module: Partial<Record<string, Route>> = await import(
    /* @vite-ignore */ pathToFileURL(join(folder, file)).href
  );
  const pattern = `/api/v1/${dirname(file)}`;
  const path = pattern.replaceAll(/\[\w+\]/g, SOME_ID);
  for (const method of METHODS) {
    const route = module[method];
    if (route) routes.push({ name: `${method} ${pattern}`, method, path, route });
  }
}
/** Asks the process that started this one for an agent, which here is vitest. */
const ASKS_LAUNCHER = "POST /api/v1/sample-server";
const guarded = routes.filter(({ name }) => !WITHOUT_SESSION.includes(name));

let cookie = "";
beforeAll(async () => {
  const { token, tokenHash } = newToken();
  await db().setupToken.create({ data: { tokenHash, expiresAt: new Date(Date.now() + 60_000) } });
  const person = { email: "ann@example.com", password: "a long enough password" };
  must(await completeSetup({ ...person, name: "Ann", token }, null));
  const headers = { "content-type": "application/json", origin: env().publicUrl };
  const signIn = new Request(`${env().publicUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers,
    body: JSON.stringify(person),
  });
  cookie = (await auth().handler(signIn)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
});
beforeEach(() => {
  current.headers = new Headers();
});

async function call(
  { method, path, route }: (typeof routes)[number],
  headers: Record<string, string> = {},
  body?: BodyInit,
) {
  const all: Record<string, string> = {
    ...(method !== "GET" && { origin: env().publicUrl }),
    ...headers,
  };
  current.headers = new Headers(all);
  const request = new Request(`${env().publicUrl}${path}`, {
    method,
    headers: all,
    ...(body !== undefined && { body }),
  });
  const ids = { id: SOME_ID, number: "1", mappingId: SOME_ID };
  return route(request, { params: Promise.resolve(ids) });
}
function find(name: string): (typeof routes)[number] {
  const found = routes.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

describe("every route of the public API", () => {
  it("is found by this test", () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.map(({ name }) => name)).toEqual(expect.arrayContaining(WITHOUT_SESSION));
  });

  it.each(guarded)("$name answers 401 as problem+json without a session, and does nothing", async (route) => {
    const events = await db().auditEvent.count();
    const response = await call(
      route,
      { "content-type": "application/json" },
      route.method === "GET" ? undefined : "{}",
    );
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problemSchema.parse(await response.json())).toMatchObject({ code: "not-signed-in", status: 401 });
    expect(await db().auditEvent.count()).toBe(events);
  });

  it.each(guarded.filter(({ method }) => method !== "GET"))(
    "$name is refused from another site",
    async (route) => {
      const response = await call(route, { cookie, origin: "https://evil.example" });
      expect([response.status, (await response.json()).code]).toEqual([403, "cross-site-request"]);
    },
  );

  it.each(guarded.filter(({ name }) => name !== ASKS_LAUNCHER))(
    "$name answers a signed-in person about what is not there without breaking",
    async (route) => {
      const headers = { cookie, "content-type": "application/json", "if-match": '"1"' };
      const response = await call(route, headers, route.method === "GET" ? undefined : "{}");
      expect([200, 400, 404, 409, 415, 422, 428, 503]).toContain(response.status);
      if (!response.ok) problemSchema.parse(await response.json());
    },
  );
});

describe("the API over HTTP", () => {
  const JSON_TYPE = { "content-type": "application/json" };

  it("takes a certificate as bytes and gives its blob as a file", async () => {
    const der = derOf("over-http");
    const octets = { cookie, "content-type": "application/octet-stream", "x-file-name": "%C3%84nne.cer" };
    const uploaded = await call(find("POST /api/v1/certificates"), octets, Buffer.from(der));
    expect(uploaded.status).toBe(201);
    const { id } = (await uploaded.json()).certificates[0].certificate;
    const { route } = find("GET /api/v1/certificates/[id]/file");
    current.headers = new Headers({ cookie });
    const request = new Request(`${env().publicUrl}/api/v1/certificates/${id}/file?as=blob`);
    const file = await route(request, { params: Promise.resolve({ id }) });
    expect(file.headers.get("content-disposition")).toContain("over-http.txt");
    expect(await file.text()).toBe(blobByOpenssl(der));
    const asJson = await call(find("POST /api/v1/certificates"), { cookie, ...JSON_TYPE }, Buffer.from(der));
    expect(asJson.status).toBe(415);
  });

  it("names the version of a draft, and asks for it", async () => {
    const create = find("POST /api/v1/site-configs");
    const made = await call(create, { cookie, ...JSON_TYPE }, JSON.stringify({ name: "Over HTTP" }));
    const { id } = await made.json();
    const at = (name: string) => {
      const { method, route } = find(name);
      return (headers: Record<string, string>, body?: string) => {
        current.headers = new Headers({ cookie });
        const all = { cookie, origin: env().publicUrl, ...JSON_TYPE, ...headers };
        const request = new Request(`${env().publicUrl}/api/v1/site-configs/${id}`, {
          method,
          headers: all,
          body,
        });
        return route(request, { params: Promise.resolve({ id }) });
      };
    };
    const etag = (await at("GET /api/v1/site-configs/[id]")({})).headers.get("etag");
    expect(etag).toBe('"1"');
    const patch = at("PATCH /api/v1/site-configs/[id]");
    const body = JSON.stringify({ name: "Renamed" });
    expect((await patch({}, body)).status).toBe(428);
    expect((await patch({ "if-match": "*" }, body)).status).toBe(428);
    expect((await patch({ "if-match": '"1"' }, body)).status).toBe(200);
    expect((await patch({ "if-match": '"1"' }, body)).status).toBe(409);
  });

  it("refuses a body that is too large, malformed or unstorable, and quotes none of it", async () => {
    const create = find("POST /api/v1/accounts");
    const secret = "Body-Secret-5";
    const send = (body: string) => call(create, { cookie, ...JSON_TYPE }, body);
    const answers = [
      await send(`{"userName":"A\\\\b","password":"${secret}"`),
      await send(JSON.stringify({ userName: "A\\b", password: `${secret}${"x".repeat(1024 * 1024)}` })),
      await send(JSON.stringify({ userName: "A\\b", password: `${secret}\u0000` })),
      await send(JSON.stringify({ userName: "A\\b", password: secret, [secret.toLowerCase()]: 1 })),
      await send(JSON.stringify({ userName: "A\\b", password: [secret] })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 413, 422, 422, 422]);
    for (const answer of answers) expect(await answer.text()).not.toContain(secret);
    expect(await db().account.count()).toBe(0);
  });

  it("refuses a query that no database could answer", async () => {
    const { route } = find("GET /api/v1/accounts");
    for (const query of ["query=%00", "limit=0", "limit=100000", "cursor=x", `query=${"x".repeat(300)}`]) {
      current.headers = new Headers({ cookie });
      const request = new Request(`${env().publicUrl}/api/v1/accounts?${query}`, { headers: { cookie } });
      const response = await route(request, { params: Promise.resolve({}) });
      expect([query, response.status, (await response.json()).code]).toEqual([query, 422, "invalid-input"]);
    }
  });
});
