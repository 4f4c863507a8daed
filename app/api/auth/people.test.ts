import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { hashToken, newToken } from "@/lib/secrets/one-time-token";
import { eventsOf, refuseEvents } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { POST as createAccount, GET as listAccounts } from "../v1/accounts/route";
import { POST as setUp } from "../v1/setup/route";
import { GET, POST } from "./[...all]/route";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));

withTestDatabase();

const ANN = { name: "Ann", email: "ann@example.com", password: "a long enough password" };
const origin = () => env().publicUrl;
const none = { params: Promise.resolve({}) };

/** Each call comes from an address of its own, so that the limit of tries does not stand in the way of other tests. */
let addresses = 0;
function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  const address = `198.51.100.${++addresses % 250}`;
  return new Request(`${origin()}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: origin(), "x-forwarded-for": address, ...headers },
    body: JSON.stringify(body),
  });
}
async function storeSetupToken(expiresAt = new Date(Date.now() + 60_000)): Promise<string> {
  const { token, tokenHash } = newToken();
  await db().setupToken.create({ data: { tokenHash, expiresAt } });
  return token;
}
const codeOf = async (response: Response) => (response.ok ? "ok" : (await response.clone().json()).code);
const signIn = (wishes: Partial<typeof ANN> = {}, headers: Record<string, string> = {}) => {
  const { email, password } = { ...ANN, ...wishes };
  return POST(post("/api/auth/sign-in/email", { email, password }, headers));
};
/** `name=value` of the session's cookie. */
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
async function statusWith(cookie: string): Promise<number> {
  request.headers = new Headers({ cookie });
  return (await listAccounts(new Request(`${origin()}/api/v1/accounts`, { headers: { cookie } }), none))
    .status;
}

beforeEach(() => {
  request.headers = new Headers();
  // better-auth warns of each refusal, which here are wanted.
  vi.spyOn(console, "warn").mockReturnValue();
});

describe("the set-up link", () => {
  it("makes the first administrator, once, and says so in the audit", async () => {
    const token = await storeSetupToken();
    expect(await codeOf(await setUp(post("/api/v1/setup", { ...ANN, token: "guessed" })))).toBe(
      "setup-token-invalid",
    );
    const weak = await setUp(post("/api/v1/setup", { ...ANN, token, password: "short" }));
    expect(await codeOf(weak)).toBe("invalid-input");
    expect(await weak.text()).not.toContain('"short"');

    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        setUp(post("/api/v1/setup", { ...ANN, token, email: `${n === 0 ? "ANN" : "ann"}@example.com` })),
      ),
    );
    const codes = await Promise.all(answers.map(codeOf));
    expect(codes.toSorted()).toEqual(["ok", ...Array.from({ length: 3 }, () => "setup-token-invalid")]);
    const people = await db().person.findMany();
    expect(people).toMatchObject([{ email: ANN.email, role: "administrator" }]);
    expect(await eventsOf("person.set-up")).toMatchObject([{ nounId: people[0]?.id, nounName: ANN.email }]);
    const row = await db().setupToken.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } });
    expect(row.usedAt).not.toBeNull();
  });

  it("is worth nothing when expired, when somebody is there already, or from another site", async () => {
    const other = { ...ANN, email: "mallory@example.com" };
    const expired = await storeSetupToken(new Date(Date.now() - 1));
    expect(await codeOf(await setUp(post("/api/v1/setup", { ...other, token: expired })))).toBe(
      "setup-token-invalid",
    );
    const token = await storeSetupToken();
    expect(await codeOf(await setUp(post("/api/v1/setup", { ...other, token })))).toBe("setup-token-invalid");
    const evil = post("/api/v1/setup", { ...other, token }, { origin: "https://evil.example" });
    expect(await codeOf(await setUp(evil))).toBe("cross-site-request");
    expect(await db().person.count()).toBe(1);
  });
});

describe("signing in", () => {
  it("gives a session that the API knows, with an event", async () => {
    const response = await signIn({}, { "x-forwarded-for": "192.0.2.9" });
    expect(response.status).toBe(200);
    const attributes = (response.headers.getSetCookie()[0] ?? "").toLowerCase();
    expect(attributes).toContain("httponly");
    expect(attributes).toContain("samesite=lax");
    expect(await statusWith(cookieOf(response))).toBe(200);
    expect((await eventsOf("person.sign-in")).at(-1)).toMatchObject({
      nounName: ANN.email,
      actorName: "Ann",
      address: "192.0.2.9",
    });
  });

  it("with a wrong password or an unknown name is refused alike, with an event that holds no password", async () => {
    const sessions = await db().personSession.count();
    const wrong = await signIn({ password: "not her password" });
    const unknown = await signIn({ email: "nobody@example.com" });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect([wrong, unknown].map(cookieOf)).toEqual(["", ""]);
    const events = await eventsOf("person.sign-in-refused");
    expect(events.map(({ nounName }) => nounName)).toEqual([ANN.email, "nobody@example.com"]);
    expect(events.every(({ address }) => address?.startsWith("198.51.100."))).toBe(true);
    expect(events.map(({ before, after, reason }) => ({ before, after, reason }))).toEqual(
      events.map(() => ({ before: null, after: null, reason: null })),
    );
    expect(await db().personSession.count()).toBe(sessions);
  });

  it("with the password typed into the field of the name leaves no trace of it", async () => {
    expect((await signIn({ email: ANN.password })).ok).toBe(false);
    const found = (await eventsOf("person.sign-in-refused")).filter(({ nounName, nounId }) =>
      `${nounName} ${nounId}`.includes(ANN.password),
    );
    expect(found).toEqual([]);
    expect((await eventsOf("person.sign-in-refused")).at(-1)?.nounName).toBe("no e-mail address");
  });

  it("whose event cannot be written makes no session", async () => {
    const sessions = await db().personSession.count();
    const { allow } = await refuseEvents("person.sign-in");
    const log = vi.spyOn(console, "error").mockReturnValue();
    const response = await signIn().catch(() => new Response(null, { status: 500 }));
    log.mockRestore();
    await allow();
    expect(response.ok).toBe(false);
    expect(cookieOf(response)).toBe("");
    expect(await db().personSession.count()).toBe(sessions);
  });

  it("is refused from another site", async () => {
    const sessions = await db().personSession.count();
    expect((await signIn({}, { origin: "https://evil.example" })).status).toBe(403);
    expect(await db().personSession.count()).toBe(sessions);
  });

  it("is slowed down after ten tries from one address", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 11; n++) {
      const guess = { email: `guess${n}@example.com`, password: "guess" };
      statuses.push((await signIn(guess, { "x-forwarded-for": "203.0.113.5" })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  it("is all that is open: nobody signs up, changes people or lists sessions there", async () => {
    const cookie = cookieOf(await signIn());
    for (const path of [
      "sign-up/email",
      "update-user",
      "change-password",
      "change-email",
      "delete-user",
      "list-sessions",
      "revoke-sessions",
      "request-password-reset",
      "sign-in/social",
      "sign-in/email/",
      "callback/x",
    ]) {
      const body = { ...ANN, newPassword: "another long password", role: "administrator" };
      expect([path, (await POST(post(`/api/auth/${path}`, body, { cookie }))).status]).toEqual([path, 404]);
      expect((await GET(new Request(`${origin()}/api/auth/${path}`, { headers: { cookie } }))).status).toBe(
        404,
      );
    }
  });
});

describe("a session", () => {
  let cookie = "";
  beforeAll(async () => {
    cookie = cookieOf(await signIn());
  });

  it("needs the signature that only the console makes: what stands in the database signs nobody in", async () => {
    const [name = "", value = ""] = cookie.split("=");
    const { token } = await db().personSession.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    expect(decodeURIComponent(value).startsWith(`${token}.`)).toBe(true);
    expect(await statusWith(cookie)).toBe(200);
    const forged = Buffer.from("x".repeat(32)).toString("base64");
    for (const made of [token, `${token}.`, `${token}.${forged}`, `${token}.${token}`])
      expect(await statusWith(`${name}=${encodeURIComponent(made)}`)).toBe(401);
    request.headers = new Headers({ authorization: `Bearer ${token}` });
    expect((await listAccounts(new Request(`${origin()}/api/v1/accounts`), none)).status).toBe(401);
  });

  it("changes nothing from another site, nor without any word of where it comes from", async () => {
    request.headers = new Headers({ cookie });
    const body = { userName: "CONTOSO\\by-another-site" };
    for (const from of [{ origin: "https://evil.example" }, { origin: "null" }]) {
      const response = await createAccount(post("/api/v1/accounts", body, { cookie, ...from }), none);
      expect([response.status, await codeOf(response)]).toEqual([403, "cross-site-request"]);
    }
    const silent = new Request(`${origin()}/api/v1/accounts`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect((await createAccount(silent, none)).status).toBe(403);
    expect(await db().account.count()).toBe(0);
    expect((await createAccount(post("/api/v1/accounts", body, { cookie }), none)).status).toBe(201);
  });

  it("goes with the rights that the person has now", async () => {
    request.headers = new Headers({ cookie });
    await db().person.updateMany({ data: { role: "viewer" } });
    const response = await createAccount(post("/api/v1/accounts", { userName: "A\\b" }, { cookie }), none);
    expect([response.status, await codeOf(response)]).toEqual([403, "not-allowed"]);
    await db().person.updateMany({ data: { role: "administrator" } });
  });

  it("ends when it has expired", async () => {
    const other = cookieOf(await signIn());
    expect(await statusWith(other)).toBe(200);
    const token = decodeURIComponent(other.split("=")[1] ?? "").split(".")[0] ?? "";
    await db().personSession.update({ where: { token }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await statusWith(other)).toBe(401);
  });

  it("ends at sign-out, with an event; the cookie is worth nothing afterwards", async () => {
    const signedOut = await POST(post("/api/auth/sign-out", {}, { cookie }));
    expect(signedOut.status).toBe(200);
    expect(await statusWith(cookie)).toBe(401);
    expect((await eventsOf("person.sign-out")).at(-1)).toMatchObject({
      nounName: ANN.email,
      actorName: "Ann",
    });
  });
});
