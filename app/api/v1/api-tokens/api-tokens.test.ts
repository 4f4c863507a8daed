import { beforeAll, describe, expect, it, vi } from "vitest";
import { POST as createAccount, GET as listAccounts } from "@/app/api/v1/accounts/route";
import { POST as createToken } from "@/app/api/v1/api-tokens/route";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { createApiToken } from "@/lib/services/api-tokens/create";
import { listApiTokens } from "@/lib/services/api-tokens/list";
import { revokeApiToken } from "@/lib/services/api-tokens/revoke";
import { ADMIN, codeOf, eventsOf, must, personOf } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

withTestDatabase();

let secret = "";
let id = "";
beforeAll(async () => {
  const made = must(await createApiToken(ADMIN, { name: "Pipeline", role: "editor", days: 30 }));
  secret = made.secret;
  id = made.token.id;
});

async function ask(
  route: (request: Request, context: { params: Promise<Record<string, never>> }) => Promise<Response>,
  token: string,
  body?: object,
) {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "x-forwarded-for": "192.0.2.9",
  };
  const request = new Request(`${env().publicUrl}/api/v1/x`, {
    method: body === undefined ? "GET" : "POST",
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await route(request, { params: Promise.resolve({}) });
  return { status: response.status, ...(await response.json()) };
}

describe("an API token", () => {
  it("acts with its role and under its own name, without a session and from no page", async () => {
    expect(await ask(createAccount, secret, { userName: "CONTOSO\\piped" })).toMatchObject({ status: 201 });
    expect(await eventsOf("account.create")).toMatchObject([
      { actorKind: "token", actorId: id, actorName: "Pipeline", address: "192.0.2.9" },
    ]);
    const [token] = must(await listApiTokens(ADMIN)).items;
    expect(token).toMatchObject({ state: "valid", lastAddress: "192.0.2.9", lastUsedAt: expect.any(String) });
  });

  it("makes no tokens, and what its role does not allow is refused and recorded", async () => {
    const input = { name: "Another", role: "viewer", days: 1 };
    expect(await ask(createToken, secret, input)).toMatchObject({ status: 403, code: "not-allowed" });
    expect(await eventsOf("person.refused")).toMatchObject([{ actorKind: "token", actorName: "Pipeline" }]);
  });

  it("is stored as a hash and is in no event and no list", async () => {
    const rows = JSON.stringify([await db().apiToken.findMany(), must(await listApiTokens(ADMIN))]);
    expect(rows).not.toContain(secret);
    expect(JSON.stringify((await eventsOf("api-token.create")).map(({ after }) => after))).not.toContain(
      secret,
    );
    expect(secret).toMatch(/^certmap_[A-Za-z0-9_-]{43}$/);
  });

  it("that is none, or nobody's, is refused", async () => {
    for (const wrong of ["", "certmap_x", `certmap_${"A".repeat(43)}`, secret.slice(0, -1), `${secret}x`])
      expect(await ask(listAccounts, wrong)).toMatchObject({ status: 401, code: "api-token-refused" });
  });

  it("ends on its day", async () => {
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await ask(listAccounts, secret)).toMatchObject({ status: 401, code: "api-token-refused" });
    expect(must(await listApiTokens(ADMIN)).items[0]?.state).toBe("expired");
    await db().apiToken.update({ where: { id }, data: { expiresAt: new Date(Date.now() + 60_000) } });
    expect(await ask(listAccounts, secret)).toMatchObject({ status: 200 });
  });

  it("is of no use from the moment it is revoked", async () => {
    expect(codeOf(await revokeApiToken(personOf("operator"), id))).toBe("not-allowed");
    must(await revokeApiToken(ADMIN, id));
    expect(await ask(listAccounts, secret)).toMatchObject({ status: 401, code: "api-token-refused" });
    expect(codeOf(await revokeApiToken(ADMIN, id))).toBe("conflict");
    expect(await eventsOf("api-token.revoke")).toHaveLength(1);
  });

  it("is made by administrators, for less than an administrator and a year", async () => {
    const input = { name: "B", role: "viewer", days: 30 };
    expect(codeOf(await createApiToken(personOf("editor"), input))).toBe("not-allowed");
    for (const wrong of [
      { ...input, role: "administrator" },
      { ...input, days: 0 },
      { ...input, days: 400 },
    ])
      expect(codeOf(await createApiToken(ADMIN, wrong))).toBe("invalid-input");
    expect(codeOf(await createApiToken(ADMIN, { ...input, name: "Pipeline" }))).toBe("already-exists");
    await expect(db().$executeRaw`UPDATE "ApiToken" SET role = 'administrator'`).rejects.toThrow(
      "ApiToken_role_check",
    );
  });
});
