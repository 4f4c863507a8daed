import { beforeAll, describe, expect, it, vi } from "vitest";
import { POST as createAccount } from "@/app/api/v1/accounts/route";
import { POST as createEnrolmentToken } from "@/app/api/v1/enrolment-tokens/route";
import { POST as createSiteConfig } from "@/app/api/v1/site-configs/route";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { createApiToken } from "@/lib/services/api-tokens/create";
import { takeKey } from "@/lib/services/idempotency-keys/take";
import { ADMIN, eventsOf, must, refuseEvents } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { once } from "./once";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

withTestDatabase();

let token = "";
let other = "";
beforeAll(async () => {
  token = must(await createApiToken(ADMIN, { name: "A", role: "editor", days: 1 })).secret;
  other = must(await createApiToken(ADMIN, { name: "B", role: "editor", days: 1 })).secret;
});

type Route = (request: Request, context: { params: Promise<Record<string, never>> }) => Promise<Response>;
async function send(route: Route, key: string, body: string, bearer = token) {
  const headers = {
    ...{ authorization: `Bearer ${bearer}`, "content-type": "application/json", "idempotency-key": key },
  };
  const request = new Request(`${env().publicUrl}/api/v1/x`, { method: "POST", headers, body });
  return route(request, { params: Promise.resolve({}) });
}
const account = (userName: string, password = "Idem-Secret-7!") => JSON.stringify({ userName, password });

describe("a POST with an Idempotency-Key", () => {
  it("is done once, and answered the same the second time", async () => {
    const first = await send(createAccount, "k1", account("CONTOSO\\once"));
    const second = await send(createAccount, "k1", account("CONTOSO\\once"));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await second.json()).toEqual(await first.json());
    expect(await eventsOf("account.create")).toHaveLength(1);
    // Without the key it is another request.
    expect((await send(createAccount, "k2", account("CONTOSO\\once"))).status).toBe(409);
  });

  it("is refused with another body, and is each one's own", async () => {
    const wrong = await send(createAccount, "k1", account("CONTOSO\\another"));
    expect([wrong.status, (await wrong.json()).code]).toEqual([422, "idempotency-key-other"]);
    expect((await send(createAccount, "k1", account("CONTOSO\\others"), other)).status).toBe(201);
    for (const key of [" ", "x".repeat(256), "\u00e4"])
      expect((await send(createAccount, key, account("CONTOSO\\k"))).status).toBe(422);
  });

  it("gets through once of many at the same time", async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => send(createSiteConfig, "race", JSON.stringify({ name: "Race" }))),
    );
    expect(await db().siteConfig.count({ where: { name: "Race" } })).toBe(1);
    const codes = await Promise.all(
      all.map(async (each) => (each.status === 201 ? "made" : (await each.json()).code)),
    );
    expect(codes).toContain("made");
    expect(codes.filter((code) => code !== "made" && code !== "idempotency-key-running")).toEqual([]);
  });

  it("that was refused may be tried again", async () => {
    const body = JSON.stringify({ name: "Later" });
    await send(createSiteConfig, "first", body);
    expect((await send(createSiteConfig, "again", body)).status).toBe(409);
    await db().siteConfig.deleteMany({ where: { name: "Later" } });
    expect((await send(createSiteConfig, "again", body)).status).toBe(201);
  });

  it("after an error of ours is not done again, for nobody knows", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const { allow } = await refuseEvents("site-config.create");
    const body = JSON.stringify({ name: "Broken" });
    expect((await send(createSiteConfig, "broken", body)).status).toBe(500);
    await allow();
    const again = await send(createSiteConfig, "broken", body);
    expect([again.status, (await again.json()).code]).toEqual([409, "idempotency-key-running"]);
    log.mockRestore();
  });

  it("stores no secret, of the request or of the answer", async () => {
    const request = new Request("http://127.0.0.1/x", {
      ...{ method: "POST", body: "{}", headers: { "idempotency-key": "s1" } },
    });
    const shown = await once(ADMIN, request, { showsSecret: true }, async () =>
      Response.json({ secret: "Shown-Once-9" }, { status: 201 }),
    );
    expect(await shown.json()).toEqual({ secret: "Shown-Once-9" });
    const again = await once(
      ADMIN,
      new Request("http://127.0.0.1/x", { method: "POST", body: "{}", headers: { "idempotency-key": "s1" } }),
      { showsSecret: true },
      () => expect.fail("It ran twice."),
    );
    expect([again.status, (await again.json()).code]).toEqual([409, "idempotency-answer-gone"]);
    const rows = JSON.stringify(await db().idempotencyKey.findMany());
    expect(rows).not.toMatch(/Shown-Once|Idem-Secret/);
    expect((await send(createEnrolmentToken, "k9", "{}")).status).toBe(403);
  });

  it("is forgotten after a day", async () => {
    const sent = { method: "POST", path: "/", body: new Uint8Array(), headers: [] };
    const at = (hour: number) => takeKey(ADMIN, "old", sent, new Date(Date.UTC(2026, 0, 1, hour)));
    expect(must(await at(0))).toBeNull();
    expect((await at(23)).ok).toBe(false);
    expect(must(await at(25))).toBeNull();
  });
});
