import { createOTP } from "@better-auth/utils/otp";
import { hashPassword } from "better-auth/crypto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor, Role } from "@/lib/auth/actor";
import { ACCOUNT_TRIES, ADDRESS_TRIES, takeAttempt } from "@/lib/auth/attempts";
import { currentActor } from "@/lib/auth/current-actor";
import { IDLE_MS } from "@/lib/auth/session-times";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { endSessions } from "@/lib/services/people/end-sessions";
import { invitePerson } from "@/lib/services/people/invite";
import { listPeople } from "@/lib/services/people/list";
import { makePersonLink, recoverPerson } from "@/lib/services/people/make-link";
import { redeemPersonLink } from "@/lib/services/people/redeem-link";
import { updatePerson } from "@/lib/services/people/update";
import { changePassword } from "@/lib/services/profile/change-password";
import { confirmTotp } from "@/lib/services/profile/confirm-totp";
import { endSession } from "@/lib/services/profile/end-session";
import { getProfile } from "@/lib/services/profile/get";
import { removeTotp } from "@/lib/services/profile/remove-totp";
import { startTotp } from "@/lib/services/profile/start-totp";
import { codeOf, eventsOf, must, personOf } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { GET as listAccounts } from "../v1/accounts/route";
import { POST } from "./[...all]/route";

/** Next.js keeps the request's headers in a context of its own, which only its server makes: this stands in for it. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));

withTestDatabase();

const PASSWORD = "a long walk by the river";
const OTHER = "seven herons in the reeds";
let passwordHash = "";
let addresses = 0;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});
beforeEach(() => {
  request.headers = new Headers();
  vi.spyOn(console, "warn").mockReturnValue();
});

async function storePerson(name: string, role: Role = "administrator"): Promise<Actor & { email: string }> {
  const email = `${name.toLowerCase()}@example.com`;
  const credential = { id: `c-${name}`, accountId: name, providerId: "credential", password: passwordHash };
  const data = { id: name, name, email, role, credentials: { create: credential } };
  await db().person.create({ data });
  return { kind: "person", id: name, name, role, email, address: null };
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const own = { "x-forwarded-for": `198.51.100.${++addresses % 250}`, origin: env().publicUrl };
  return POST(
    new Request(`${env().publicUrl}/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...own, ...headers },
      body: JSON.stringify(body),
    }),
  );
}
const signIn = (email: string, password = PASSWORD, headers = {}) =>
  post("sign-in/email", { email, password }, headers);
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0] ?? "")
    .filter((each) => !each.endsWith("="))
    .join("; ");
async function isSignedIn(cookie: string): Promise<boolean> {
  request.headers = new Headers({ cookie });
  const url = `${env().publicUrl}/api/v1/accounts`;
  const answer = await listAccounts(new Request(url, { headers: { cookie } }), {
    params: Promise.resolve({}),
  });
  return answer.status === 200;
}

describe("too many wrong passwords", () => {
  it("lock the account, also for the right one, with events; nobody else is locked", async () => {
    const { email } = await storePerson("Lotte");
    const statuses = [];
    for (let n = 0; n < ACCOUNT_TRIES + 1; n++) statuses.push((await signIn(email, "guess")).status);
    expect(statuses).toEqual([...Array.from({ length: ACCOUNT_TRIES }, () => 401), 429]);
    expect((await signIn(email.toUpperCase())).status).toBe(429);
    expect((await eventsOf("person.sign-in-refused")).at(-1)?.reason).toMatch(/^The account is locked until/);
    const { email: other } = await storePerson("Otto");
    expect((await signIn(other)).status).toBe(200);
    await db().signInAttempt.updateMany({ data: { lockedUntil: new Date(Date.now() - 1) } });
    expect((await signIn(email)).status).toBe(200);
    expect((await signIn(email, "guess")).status).toBe(401);
  });

  it("lock a name that nobody has in the same way, and leave no trace of what was typed", async () => {
    for (let n = 0; n < ACCOUNT_TRIES; n++) await signIn("typed-secret-77@example.com", "guess");
    expect((await signIn("typed-secret-77@example.com", "guess")).status).toBe(429);
    const rows = await db().signInAttempt.findMany();
    expect(JSON.stringify(rows)).not.toContain("typed-secret");
  });

  it("lock longer each time, up to an hour, and many at once get no more tries", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => takeAttempt("account", "crowd")));
    expect(answers.filter((answer) => answer === null)).toHaveLength(ACCOUNT_TRIES);
    const minutes = [];
    for (let n = 0; n < 8; n++) {
      await db().signInAttempt.updateMany({ data: { lockedUntil: new Date(Date.now() - 1) } });
      expect(await takeAttempt("account", "crowd")).toBeNull();
      const until = await takeAttempt("account", "crowd");
      minutes.push(Math.round(((until?.getTime() ?? 0) - Date.now()) / 60_000));
    }
    expect(minutes).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("lock the address they came from", async () => {
    const from = { "x-forwarded-for": "203.0.113.77" };
    for (let n = 0; n < ADDRESS_TRIES; n++) expect(await takeAttempt("address", "203.0.113.77")).toBeNull();
    const { email } = await storePerson("Adele");
    expect((await signIn(email, PASSWORD, from)).status).toBe(429);
    expect((await signIn(email)).status).toBe(200);
  });
});

describe("an authenticator app", () => {
  const codeFrom = (uri: string) => {
    const secret = new URL(uri).searchParams.get("secret") ?? "";
    return createOTP(base32(secret)).totp();
  };

  it("asks for a code after the password; the password alone is no sign-in, in the audit neither", async () => {
    const tara = await storePerson("Tara");
    expect(codeOf(await startTotp(tara, { password: "wrong" }))).toBe("password-wrong");
    const { uri, recoveryCodes } = must(await startTotp(tara, { password: PASSWORD }));
    const stored = await db().personTwoFactor.findUniqueOrThrow({ where: { userId: tara.id } });
    expect(JSON.stringify(stored)).not.toContain(recoveryCodes[0]);
    // Not confirmed yet: it counts for nothing.
    expect(await isSignedIn(cookiesOf(await signIn(tara.email)))).toBe(true);
    expect(codeOf(await confirmTotp(tara, { code: "000000" }))).toBe("code-wrong");
    must(await confirmTotp(tara, { code: await codeFrom(uri) }));
    expect(await eventsOf("person.add-totp")).toMatchObject([{ nounName: tara.email }]);
    expect(codeOf(await startTotp(tara, { password: PASSWORD }))).toBe("already-exists");

    const counts = async () => [
      (await eventsOf("person.sign-in")).length,
      (await eventsOf("person.sign-out")).length,
    ];
    const [signIns = 0, signOuts] = await counts();
    const first = await signIn(tara.email);
    expect(await first.json()).toMatchObject({ twoFactorRedirect: true });
    const pending = cookiesOf(first);
    expect(await isSignedIn(pending)).toBe(false);
    expect(await counts()).toEqual([signIns, signOuts]);
    const wrong = await post("two-factor/verify-totp", { code: "000000" }, { cookie: pending });
    expect(wrong.status).toBe(401);
    expect((await eventsOf("person.sign-in-refused")).at(-1)?.reason).toContain("authenticator app");
    const trusting = { code: await codeFrom(uri), trustDevice: true };
    expect((await post("two-factor/verify-totp", trusting, { cookie: pending })).status).toBe(404);
    const right = await post("two-factor/verify-totp", { code: await codeFrom(uri) }, { cookie: pending });
    expect(await isSignedIn(cookiesOf(right))).toBe(true);
    expect(await counts()).toEqual([signIns + 1, signOuts]);

    // The same code by somebody who looked on, at once or later, signs nobody in.
    const used = { code: await codeFrom(uri) };
    const onlookers = await Promise.all([signIn(tara.email), signIn(tara.email)]);
    for (const onlooker of onlookers) {
      const answer = await post("two-factor/verify-totp", used, { cookie: cookiesOf(onlooker) });
      expect([answer.status, cookiesOf(answer)]).toEqual([401, ""]);
    }
    expect(await counts()).toEqual([signIns + 1, signOuts]);
    const next = await db().personTwoFactor.findUniqueOrThrow({ where: { userId: tara.id } });
    expect(next.lastStep).toBeGreaterThan(50_000_000);

    const again = cookiesOf(await signIn(tara.email));
    const code = { code: recoveryCodes[3] };
    expect(
      await isSignedIn(cookiesOf(await post("two-factor/verify-backup-code", code, { cookie: again }))),
    ).toBe(true);
    const twice = cookiesOf(await signIn(tara.email));
    expect((await post("two-factor/verify-backup-code", code, { cookie: twice })).status).toBe(401);
    must(await removeTotp(tara, { password: PASSWORD }));
    expect(await isSignedIn(cookiesOf(await signIn(tara.email)))).toBe(true);
  });
});

describe("people", () => {
  it("are invited with a link that works once, and not with an easy password", async () => {
    const ada = await storePerson("Ada");
    for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
      expect(codeOf(await invitePerson(personOf(role), {}))).toBe("not-allowed");
      expect(codeOf(await listPeople(personOf(role)))).toBe("not-allowed");
      expect(codeOf(await updatePerson(personOf(role), ada.id, { role: "viewer" }))).toBe("not-allowed");
      expect(codeOf(await makePersonLink(personOf(role), ada.id))).toBe("not-allowed");
      expect(codeOf(await endSessions(personOf(role), ada.id))).toBe("not-allowed");
    }
    const invited = { name: "Nell", email: "Nell@Example.com", role: "editor" };
    const link = must(await invitePerson(ada, invited));
    expect(codeOf(await invitePerson(ada, invited))).toBe("already-exists");
    const token = link.url.split("#")[1] ?? "";
    expect(JSON.stringify(await db().personLink.findMany())).not.toContain(token);
    const [event] = await eventsOf("person.invite");
    expect(JSON.stringify([event?.after, event?.nounName])).not.toContain(token);
    const redeem = async (password: string, given = token) =>
      codeOf(await redeemPersonLink({ token: given, password }, null));
    expect(await redeem("passwordpassword")).toBe("password-common");
    expect(await redeem("nell@example.com1")).toBe("password-common");
    expect(await redeem("short")).toBe("invalid-input");
    expect(await redeem(OTHER, "guessed")).toBe("link-invalid");
    const codes = await Promise.all([redeem(OTHER), redeem(OTHER), redeem(OTHER)]);
    expect(codes.toSorted()).toEqual(["link-invalid", "link-invalid", "ok"]);
    expect(await isSignedIn(cookiesOf(await signIn("nell@example.com", OTHER)))).toBe(true);
  });

  it("who lost everything get a new password by a link of the host, which ends what there was", async () => {
    const mia = await storePerson("Mia");
    const cookie = cookiesOf(await signIn(mia.email));
    for (let n = 0; n < ACCOUNT_TRIES; n++) await signIn(mia.email, "guess");
    const host: Actor = { kind: "system", id: "console", name: "recover by root", address: null };
    expect(codeOf(await recoverPerson(host, "nobody@example.com"))).toBe("not-found");
    const { url } = must(await recoverPerson(host, " MIA@example.com"));
    expect(await isSignedIn(cookie)).toBe(true);
    must(await redeemPersonLink({ token: url.split("#")[1], password: OTHER }, null));
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signIn(mia.email)).status).toBe(401);
    expect((await signIn(mia.email, OTHER)).status).toBe(200);
    expect((await eventsOf("person.make-link")).at(-1)).toMatchObject({ actorName: "recover by root" });
    expect((await eventsOf("person.use-link")).at(-1)).toMatchObject({ after: { sessionsEnded: 1 } });
  });

  it("who are disabled are out at once and stay out; the last administrator stays", async () => {
    const boss = await storePerson("Boss");
    const dan = await storePerson("Dan", "operator");
    const cookie = cookiesOf(await signIn(dan.email));
    must(await updatePerson(boss, dan.id, { disabled: true }));
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await signIn(dan.email)).status).toBe(401);
    must(await updatePerson(boss, dan.id, { disabled: false, role: "auditor" }));
    expect((await signIn(dan.email)).status).toBe(200);
    expect((await eventsOf("person.change-role")).at(-1)).toMatchObject({
      before: { role: "operator" },
      after: { role: "auditor" },
    });
    await db().person.updateMany({ where: { id: { not: boss.id } }, data: { disabledAt: new Date() } });
    for (const change of [{ role: "editor" }, { disabled: true }])
      expect(codeOf(await updatePerson(boss, boss.id, change))).toBe("last-administrator");
    await db().person.updateMany({ data: { disabledAt: null } });
  });
});

describe("a session of one's own", () => {
  it("is listed without its token, and ends when it is told to, with an event", async () => {
    const rosa = await storePerson("Rosa");
    const [here, there] = [cookiesOf(await signIn(rosa.email)), cookiesOf(await signIn(rosa.email))];
    const sessions = await db().personSession.findMany({
      where: { userId: rosa.id },
      orderBy: { createdAt: "asc" },
    });
    const profile = must(await getProfile(rosa, sessions[0]?.id ?? null));
    expect(profile.sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
    for (const { token } of sessions) expect(JSON.stringify(profile)).not.toContain(token);
    const stranger = await storePerson("Stranger", "viewer");
    expect(codeOf(await endSession(stranger, sessions[1]?.id ?? ""))).toBe("not-found");
    must(await endSession(rosa, sessions[1]?.id ?? ""));
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
    expect((await eventsOf("person.end-session")).at(-1)).toMatchObject({ nounName: rosa.email });
  });

  it("ends when nobody used it for long, and is kept by use", async () => {
    const ida = await storePerson("Ida");
    const cookie = cookiesOf(await signIn(ida.email));
    const seen = async (ago: number) =>
      db().personSession.updateMany({
        where: { userId: ida.id },
        data: { lastSeenAt: new Date(Date.now() - ago) },
      });
    await seen(IDLE_MS - 60_000);
    expect(await isSignedIn(cookie)).toBe(true);
    const { lastSeenAt } = await db().personSession.findFirstOrThrow({ where: { userId: ida.id } });
    expect(Date.now() - lastSeenAt.getTime()).toBeLessThan(60_000);
    await seen(IDLE_MS - 60_000);
    request.headers = new Headers({ cookie, "x-certmap-away": "1" });
    expect((await currentActor())?.id).toBe(ida.id);
    const { lastSeenAt: still } = await db().personSession.findFirstOrThrow({ where: { userId: ida.id } });
    expect(Date.now() - still.getTime()).toBeGreaterThan(IDLE_MS - 120_000);
    await seen(IDLE_MS + 1000);
    expect(await isSignedIn(cookie)).toBe(false);
    expect(await db().personSession.count({ where: { userId: ida.id } })).toBe(0);
  });

  it("stays when its person changes the password, and the others end", async () => {
    const pia = await storePerson("Pia");
    const [here, there] = [cookiesOf(await signIn(pia.email)), cookiesOf(await signIn(pia.email))];
    const first = await db().personSession.findFirstOrThrow({
      where: { userId: pia.id },
      orderBy: { createdAt: "asc" },
    });
    const change = async (current: string, password: string) =>
      codeOf(await changePassword(pia, first.id, { current, password }));
    expect(await change("wrong", OTHER)).toBe("password-wrong");
    expect(await change(PASSWORD, "administrator")).toBe("password-common");
    expect(await change(PASSWORD, OTHER)).toBe("ok");
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
    expect((await signIn(pia.email)).status).toBe(401);
    for (let n = 0; n < ACCOUNT_TRIES; n++) await change("wrong", OTHER);
    expect(await change(OTHER, PASSWORD)).toBe("sign-in-locked");
    // Who only has the session cannot lock the person out of signing in.
    expect((await signIn(pia.email, OTHER)).status).toBe(200);
  });
});

/** What an app reads from the QR code: RFC 4648 without padding. */
function base32(text: string): string {
  const bits = [...text].map((each) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}
