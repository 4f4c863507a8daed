import { beforeAll, describe, expect, it, vi } from "vitest";
import SignInPage from "@/app/(auth)/sign-in/page";
import { currentActor } from "@/lib/auth/current-actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { PASSWORD, storeAdministrator, storeWorld, type World } from "@/lib/services/hostile-world";
import { withTestDatabase } from "@/scripts/test-database";
import { ask, cookieOf, newAdministrator, paramsOf, type Route, routesOf, signIn } from "./console";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const current = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => current.headers }));

withTestDatabase();
// Hundreds of requests a test: a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

const routes = await routesOf("v1");
const [authPost] = (await routesOf("auth")).filter(({ method }) => method === "POST");
const [authGet] = (await routesOf("auth")).filter(({ method }) => method === "GET");
let world: World;
beforeAll(async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  world = await storeWorld();
});

function route(name: string): Route {
  const found = routes.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}
const askAuth = (
  path: string,
  asked: { headers?: Record<string, string>; body?: unknown; method?: "GET" | "POST" },
) => {
  const { handler } = (asked.method === "GET" ? authGet : authPost) ?? {};
  if (handler === undefined) throw new Error("There is no route of better-auth.");
  const { headers, body } = asked;
  const own = { "content-type": "application/json", ...stranger() };
  const at: Route = { name: path, method: asked.method ?? "POST", path: `/api/auth/${path}`, handler };
  return ask(current, at, {
    headers: { ...own, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
};
let asks = 0;
/** An address that nobody asked from yet: each may ask only so often. */
const stranger = () => ({ "x-forwarded-for": `2001:db8::${(++asks).toString(16)}` });
const isSignedIn = async (cookie: string) =>
  (await ask(current, route("GET /api/v1/profile"), { headers: { cookie } })).status === 200;

describe("a request from another site that carries the cookie", () => {
  const FROM: Record<string, Record<string, string>> = {
    "another site": { origin: "https://evil.example" },
    "a site whose name begins alike": { origin: "http://127.0.0.1:3000.evil.example" },
    "another port": { origin: "http://127.0.0.1:3001" },
    "a sandboxed frame": { origin: "null" },
    "a neighbour, as the browser says": { origin: "", "sec-fetch-site": "same-site" },
    "another site that says where it was": { origin: "", referer: "http://127.0.0.1:3000/" },
    "another site that names our host": {
      origin: "https://evil.example",
      host: "127.0.0.1:3000",
      "x-forwarded-host": "evil.example",
    },
    "another site behind a host of its own": { origin: "https://evil.example", host: "evil.example" },
  };
  it.each(Object.entries(FROM))("%s: changes nothing, in whatever type it is sent", async (_, from) => {
    const cookie = await newAdministrator(`csrf${++asks}`);
    const before = await db().auditEvent.count();
    for (const type of [
      "application/json",
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ])
      for (const each of routes.filter(({ method }) => method !== "GET")) {
        const headers = { cookie, "content-type": type, "if-match": '"1"', ...stranger(), ...from };
        const response = await ask(current, each, { params: paramsOf(each, world), headers, body: "{}" });
        expect([each.name, response.status, (await response.json()).code]).toEqual([
          each.name,
          403,
          "cross-site-request",
        ]);
      }
    expect(await db().auditEvent.count()).toBe(before);
  });

  it("cannot sign anybody in or out", async () => {
    const { email } = await storeAdministrator("target");
    const cookie = await signIn(email);
    const evil = { origin: "https://evil.example", cookie };
    for (const path of [
      "sign-in/email",
      "sign-out",
      "two-factor/verify-totp",
      "passkey/verify-authentication",
    ]) {
      const response = await askAuth(path, {
        headers: evil,
        body: { email, password: PASSWORD, code: "123456" },
      });
      expect([path, response.status, cookieOf(response)]).toEqual([path, 403, ""]);
    }
    expect(await isSignedIn(cookie)).toBe(true);
  });
});

describe("a session that somebody else chose", () => {
  it("is not the one that a person gets by signing in", async () => {
    const { email, id } = await storeAdministrator("victim");
    const attacker = await newAdministrator("attacker");
    const name = attacker.split("=")[0] ?? "";
    for (const planted of [
      attacker,
      `${name}=chosen`,
      `${name}=chosen.${"A".repeat(43)}=`,
      `${name}=a; ${name}=b`,
    ]) {
      const response = await askAuth("sign-in/email", {
        headers: { cookie: planted },
        body: { email, password: PASSWORD },
      });
      const got = cookieOf(response);
      expect(got).not.toBe("");
      expect(planted).not.toContain(got.split("=")[1]);
      expect(await isSignedIn(got)).toBe(true);
    }
    const tokens = await db().personSession.findMany({ where: { userId: id }, select: { token: true } });
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(4);
    current.headers = new Headers({ cookie: attacker });
    expect((await currentActor())?.id).toBe("attacker");
  });

  it("is worth nothing when it comes in the address or in a body", async () => {
    const cookie = await newAdministrator("elsewhere");
    const token = decodeURIComponent(cookie.split("=")[1] ?? "");
    for (const query of [
      `?${cookie}`,
      `?session_token=${encodeURIComponent(token)}`,
      `?token=${encodeURIComponent(token)}`,
    ])
      expect((await ask(current, route("GET /api/v1/profile"), { query })).status).toBe(401);
    for (const header of ["set-auth-token", "x-session-token"])
      expect(
        (await ask(current, route("GET /api/v1/profile"), { headers: { [header]: token } })).status,
      ).toBe(401);
  });

  it("gets a new secret with a new password, and whoever copied the old one is out", async () => {
    const { email } = await storeAdministrator("copied");
    const [cookie, other] = [await signIn(email), await signIn(email)];
    const headers = { cookie, "content-type": "application/json" };
    const put = (body: object) =>
      ask(current, route("PUT /api/v1/profile/password"), { headers, body: JSON.stringify(body) });
    const wrong = await put({ current: "not it", password: "seven herons in the reeds" });
    expect([wrong.status, cookieOf(wrong)]).toEqual([403, ""]);
    const response = await put({ current: PASSWORD, password: "seven herons in the reeds" });
    const fresh = cookieOf(response);
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect(await Promise.all([cookie, other].map(isSignedIn))).toEqual([false, false]);
    expect(await isSignedIn(fresh)).toBe(true);
  });
});

describe("a way to another site", () => {
  const AWAY = [
    "https://evil.example/",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "@evil.example",
    " /overview",
    "/api/auth/sign-out",
  ];
  it.each([...AWAY, ["/a", "//evil.example"], undefined])(
    "is not taken from the address of the sign-in page: %j",
    async (next) => {
      const searchParams = Promise.resolve(next === undefined ? {} : { next });
      const { props } = await SignInPage({ params: Promise.resolve({}), searchParams });
      expect(props).toEqual({ next: "/overview" });
    },
  );

  it("is not mistaken for a page of the console", async () => {
    for (const next of ["/accounts?query=a%2Fb#c", "/site-configs/1?tab=mappings", "/%2f/evil.example"]) {
      const { props } = await SignInPage({
        params: Promise.resolve({}),
        searchParams: Promise.resolve({ next }),
      });
      expect(props).toEqual({ next });
      expect(new URL(next, env().publicUrl).origin).toBe(env().publicUrl);
    }
  });

  it("is not opened by better-auth either", async () => {
    const { email } = await storeAdministrator("redirected");
    for (const to of AWAY)
      for (const name of ["callbackURL", "redirectTo", "errorCallbackURL", "newUserCallbackURL"]) {
        const body = { email, password: PASSWORD, [name]: to };
        const answers = [
          await askAuth("sign-in/email", { body }),
          await askAuth(`sign-out?${name}=${encodeURIComponent(to)}`, { body: {} }),
          await askAuth(`get-session?${name}=${encodeURIComponent(to)}`, { method: "GET" }),
        ];
        for (const answer of answers) {
          expect([
            to,
            name,
            answer.headers.get("location"),
            answer.status < 300 || answer.status >= 400,
          ]).toEqual([to, name, null, true]);
          expect(JSON.stringify(await answer.json().catch(() => null))).not.toContain("evil.example");
        }
      }
  });

  it("does not come from a forged name of the host", async () => {
    const cookie = await newAdministrator("host");
    const forged = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      forwarded: "host=evil.example",
    };
    const BODIES: [name: string, body: object | null][] = [
      ["POST /api/v1/people", { name: "New", email: "new@example.com", role: "viewer" }],
      ["GET /api/v1/openapi.json", null],
      ["POST /api/v1/enrolment-tokens", { hostName: "web09", allowedSites: [] }],
    ];
    for (const [name, body] of BODIES) {
      const headers = { cookie, "content-type": "application/json", ...forged };
      const response = await ask(current, route(name), {
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      expect([name, response.status < 300]).toEqual([name, true]);
      expect(await response.text()).not.toContain("evil.example");
    }
  });
});
