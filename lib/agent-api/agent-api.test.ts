import canonicalize from "canonicalize";
import { CompactSign, importJWK, type JWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { signAssertion, verifyAssertion } from "@/lib/agent-api/assertion";
import { type Bundle, bundleDigest, openBundle, signBundle } from "@/lib/agent-api/bundle";
import {
  groupFingerprint,
  keyFingerprint,
  type SealingKey,
  type SigningKey,
  signingKeySchema,
} from "@/lib/agent-api/keys";
import { openSealedPassword, sealPassword } from "@/lib/agent-api/sealed-password";
import { newPrivateKey } from "@/lib/new-private-key";

function makeKey(type: "ed25519" | "x25519"): { secret: JWK; open: JWK } {
  const secret = newPrivateKey(type) as JWK;
  const { d: _private, ...open } = secret;
  return { secret, open };
}

const NOW = Date.parse("2026-11-21T02:00:00Z");
const agent = makeKey("ed25519");
const publicKey = agent.open as SigningKey;
const request = { method: "POST", path: "/api/agent/v1/polls", body: '{"a":1}' };
const ID = "7b9f7e52-3a53-4d3a-9c29-7f3a2f0d9b11";

describe("an assertion", () => {
  const sign = (over: { now?: number; audience?: string; key?: JWK } = {}) =>
    signAssertion(request, {
      issuer: "me",
      privateKey: over.key ?? agent.secret,
      audience: over.audience ?? "console",
      now: over.now ?? NOW,
      id: ID,
    });
  const check = (token: string, over: Partial<typeof request> = {}, now = NOW) =>
    verifyAssertion(token, { ...request, ...over }, { publicKey, audience: "console", now });

  test("is accepted for its request, up to a minute later", async () => {
    const token = await sign();
    expect(await check(token)).toMatchObject({ iss: "me", jti: ID, method: "POST", path: request.path });
    await expect(check(token, {}, NOW + 59_000)).resolves.toBeDefined();
  });

  test.each<[string, Partial<typeof request>, number]>([
    ["another method", { method: "GET" }, 0],
    ["another path", { path: "/api/agent/v1/reports" }, 0],
    ["another query", { path: `${request.path}?a` }, 0],
    ["another body", { body: '{"a":2}' }, 0],
    ["too late", {}, 70_000],
    ["too early", {}, -60_000],
  ])("is refused: %s", async (_, over, later) => {
    await expect(check(await sign(), over, NOW + later)).rejects.toThrow();
  });

  test("is refused with another key, audience, type or algorithm, or a longer life", async () => {
    await expect(check(await sign({ key: makeKey("ed25519").secret }))).rejects.toThrow();
    await expect(check(await sign({ audience: "another console" }))).rejects.toThrow();
    const claims = { method: request.method, path: request.path, bodySha256: "" };
    const seconds = NOW / 1000;
    const jwt = (typ: string, life: number) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: "EdDSA", typ })
        .setIssuer("me")
        .setAudience("console")
        .setJti(ID)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + life);
    const key = await importJWK(agent.secret, "EdDSA");
    await expect(check(await jwt("JWT", 60).sign(key))).rejects.toThrow(/typ/);
    await expect(check(await jwt("certmap-assertion+jwt", 3600).sign(key))).rejects.toThrow("too long");
    const hmac = new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "certmap-assertion+jwt" });
    await expect(check(await hmac.sign(new Uint8Array(32)))).rejects.toThrow();
  });
});

describe("a bundle", () => {
  const bundle: Bundle = {
    protocol: 1,
    serverId: ID,
    scope: "Shop",
    sequence: 1,
    generation: 1,
    jobId: ID,
    attempt: 1,
    deploymentNumber: 1,
    revision: { siteConfigName: "Shop", number: 1, digest: "0".repeat(64) },
    siteConfig: {},
    expectedDigest: null,
    takeOver: false,
    allowEmpty: false,
    passwords: [],
  };
  const payload = canonicalize(bundle) ?? "";

  test("opens with the key of the console that signed it, and is named by its payload", async () => {
    const jws = await signBundle(payload, agent.secret);
    expect(await openBundle(jws, publicKey)).toEqual({ ok: true, value: bundle });
    expect(bundleDigest(jws)).toBe(bundleDigest(await signBundle(payload, makeKey("ed25519").secret)));
    expect(bundleDigest(jws)).not.toBe(
      bundleDigest(await signBundle(payload.replace("Shop", "shop"), agent.secret)),
    );
    expect(bundleDigest("not a bundle")).toBeUndefined();
  });

  test("of another key, of another kind or without a signature does not open", async () => {
    const key = await importJWK(agent.secret, "EdDSA");
    const otherKind = new CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: "EdDSA", typ: "JWT" })
      .sign(key);
    const none = `${Buffer.from('{"alg":"none","typ":"certmap-bundle+jws"}').toString("base64url")}.${Buffer.from(payload).toString("base64url")}.`;
    for (const jws of [await signBundle(payload, makeKey("ed25519").secret), await otherKind, none, ""]) {
      const opened = await openBundle(jws, publicKey);
      expect(opened.ok ? "opened" : opened.error.code).toBe("bundle-signature");
    }
  });

  test.each(["", "[]", '{"protocol":2}', canonicalize({ ...bundle, sequence: 0 }) ?? ""])(
    "of the wrong shape is refused: %s",
    async (text) => {
      const opened = await openBundle(await signBundle(text, agent.secret), publicKey);
      expect(opened.ok ? "opened" : opened.error.code).toBe("bundle-malformed");
    },
  );
});

describe("a sealed password", () => {
  const sealing = makeKey("x25519");
  const context = { serverId: ID, scope: "Shop", userName: "CONTOSO\\alice", sequence: 3 };

  test("opens with the agent's key for its own push only", async () => {
    const sealed = await sealPassword("pä$$ \u{1f511}", sealing.open as SealingKey, context);
    expect(sealed).not.toContain("alice");
    expect(await openSealedPassword(sealed, sealing.secret, context)).toBe("pä$$ \u{1f511}");
    expect(await openSealedPassword(sealed, makeKey("x25519").secret, context)).toBeUndefined();
    const others = [{ serverId: "other" }, { scope: "shop" }, { userName: "CONTOSO\\bob" }, { sequence: 4 }];
    for (const other of others)
      expect(await openSealedPassword(sealed, sealing.secret, { ...context, ...other })).toBeUndefined();
    expect(await openSealedPassword("nonsense", sealing.secret, context)).toBeUndefined();
  });
});

describe("a key", () => {
  test("has the fingerprint that RFC 8037 computes for its example", async () => {
    const example = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } as const;
    const hex = Buffer.from("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "base64url").toString("hex");
    expect(await keyFingerprint(example)).toBe(hex);
    expect(groupFingerprint(hex).split(" ")).toHaveLength(16);
  });

  test("with its private half is refused where a public one is asked for", () => {
    expect(signingKeySchema.safeParse(agent.secret).success).toBe(false);
    expect(signingKeySchema.safeParse(agent.open).success).toBe(true);
  });
});
