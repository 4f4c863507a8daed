import { describe, expect, it } from "vitest";
import { type Actor, CONSOLE, ROLES } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { isOwnOrigin, trustedOrigins } from "@/lib/auth/origin";
import { may, type Permission } from "@/lib/auth/permissions";

const person = (role: (typeof ROLES)[number]): Actor => ({
  kind: "person",
  id: "1",
  name: "Ann",
  role,
  address: null,
});
const rolesFor = (permission: Permission) => ROLES.filter((role) => may(person(role), permission).ok);

describe("the table of who may do what", () => {
  it("gives each permission to just these roles", () => {
    expect(rolesFor("read")).toEqual(ROLES);
    expect(rolesFor("audit.read")).toEqual(["auditor", "administrator"]);
    expect(rolesFor("account.write")).toEqual(["editor", "administrator"]);
    expect(rolesFor("deployment.start")).toEqual(["operator", "administrator"]);
    expect(rolesFor("server.write")).toEqual(["administrator"]);
  });

  it("gives a token what its role has, but nothing that is a person's own", () => {
    const token: Actor = { kind: "token", id: "1", name: "Pipeline", role: "operator", address: null };
    expect(may(token, "deployment.start").ok).toBe(true);
    expect(may(token, "account.write").ok).toBe(false);
    expect(may(token, "profile.own").ok).toBe(false);
  });

  it("never lets a token make people, tokens or grants, whatever its row says", () => {
    const token: Actor = { kind: "token", id: "1", name: "Pipeline", role: "administrator", address: null };
    for (const permission of ["person.read", "person.write", "api-token.write", "account.limit"] as const)
      expect([permission, may(token, permission).ok]).toEqual([permission, false]);
    expect(may(token, "server.write").ok).toBe(true);
  });

  it("gives agents and the console itself none of a person's", () => {
    const agent: Actor = { kind: "agent", id: "1", name: "web01", address: null };
    for (const actor of [agent, CONSOLE])
      expect(may(actor, "read")).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  });
});

describe("where a changing request may come from", () => {
  const from = (headers: Record<string, string>, publicUrl = "https://certmap.example.com") =>
    isOwnOrigin(new Headers(headers), publicUrl);

  it("is the public address and nothing that looks like it", () => {
    expect(from({ origin: "https://certmap.example.com" })).toBe(true);
    for (const origin of [
      "http://certmap.example.com",
      "https://certmap.example.com.evil.example",
      "https://certmap.example.com:8443",
      "https://evil.example",
      "null",
      "",
    ])
      expect([origin, from({ origin, "sec-fetch-site": "same-origin" })]).toEqual([origin, false]);
  });

  it("is known without an origin only when the browser says same-origin", () => {
    expect(from({})).toBe(false);
    for (const site of ["same-site", "cross-site", "none"])
      expect(from({ "sec-fetch-site": site })).toBe(false);
    expect(from({ "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("is each name of this machine, and no foreign name that leads to it, when the console is on loopback", () => {
    expect(trustedOrigins("http://127.0.0.1:3000")).toEqual([
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
    ]);
    expect(from({ origin: "http://rebound.example:3000" }, "http://127.0.0.1:3000")).toBe(false);
  });
});

describe("the address kept as evidence", () => {
  const of = (value?: string) =>
    addressOf(new Headers(value === undefined ? {} : { "x-forwarded-for": value }));

  it("is the one that our server wrote, and nothing that is no address", () => {
    expect(of("192.0.2.1")).toBe("192.0.2.1");
    expect(of("203.0.113.9, 2001:db8::1")).toBe("2001:db8::1");
    for (const text of [undefined, "", "unknown", "192.0.2.1, ", "x".repeat(500), "192.0.2.1 and more"])
      expect(of(text)).toBeNull();
  });
});
