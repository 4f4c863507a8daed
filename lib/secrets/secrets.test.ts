import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetEnv } from "@/lib/env";
import { openAccountPassword, sealAccountPassword } from "@/lib/secrets/account-password";
import { authenticate, isAuthentic } from "@/lib/secrets/authenticate";
import {
  addSealingKey,
  dropOldKeys,
  ensureKeyFile,
  type KeyFile,
  writeKeyFile,
} from "@/lib/secrets/key-file";
import { keys } from "@/lib/secrets/keys";
import { hashToken, newToken } from "@/lib/secrets/one-time-token";
import { open, seal, sealedUnder } from "@/lib/secrets/seal";

const folder = mkdtempSync(join(tmpdir(), "certmap-secrets-"));
const path = join(folder, "secret.key");
let file: KeyFile;

beforeAll(() => {
  process.env.SECRET_KEY_FILE = path;
  forgetEnv();
  const made = ensureKeyFile(path);
  if (!made.ok) throw new Error(made.error.message);
  file = made.value;
});
afterAll(() => {
  delete process.env.SECRET_KEY_FILE;
  forgetEnv();
  rmSync(folder, { recursive: true, force: true });
});

const ANN = { id: "1", userNameKey: "contoso\\ann" };
const SECRET = "Pässwörd mit 🔑 and spaces ";

describe("a sealed text", () => {
  it("opens with its key and context only", () => {
    const sealed = seal(SECRET, "account:1", file);
    expect(open(sealed, "account:1", file)).toEqual({ ok: true, value: SECRET });
    expect(open(sealed, "account:2", file).ok).toBe(false);
    const other = dropOldKeys(addSealingKey(file));
    expect(open(sealed, "account:1", other).ok).toBe(false);
    const sameId = {
      ...file.sealing.keys,
      [file.sealing.current]: Object.values(other.sealing.keys)[0] ?? "",
    };
    expect(open(sealed, "account:1", { sealing: { ...file.sealing, keys: sameId } }).ok).toBe(false);
  });

  it("does not open when any one character of it was changed", () => {
    const sealed = seal(SECRET, "account:1", file);
    for (let at = 0; at < sealed.length - 1; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
      expect([at, open(changed, "account:1", file).ok]).toEqual([at, false]);
    }
    for (const broken of [
      "",
      "v1",
      `${sealed}.x`,
      sealed.slice(0, -4),
      "v1.__proto__.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA",
    ])
      expect(open(broken, "account:1", file)).toMatchObject({
        ok: false,
        error: { code: "secret-unreadable" },
      });
  });

  it("made under an old key opens until that key is dropped; new ones are made under the new key", () => {
    const sealed = seal(SECRET, "account:1", file);
    const both = addSealingKey(file);
    expect(open(sealed, "account:1", both)).toEqual({ ok: true, value: SECRET });
    expect(sealedUnder(seal(SECRET, "account:1", both))).toBe(both.sealing.current);
    expect(open(sealed, "account:1", dropOldKeys(both)).ok).toBe(false);
    expect(Object.keys(addSealingKey(both).sealing.keys)).toEqual(["k1", "k2", "k3"]);
  });
});

describe("the key file", () => {
  it("is for its owner alone, and made once", () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(ensureKeyFile(path)).toEqual({ ok: true, value: file });
  });

  it("that was damaged is named, never quoted, and never replaced", () => {
    const damaged = join(folder, "damaged.key");
    for (const content of [
      `${readFileSync(path, "utf8")}}`,
      "{}",
      "",
      JSON.stringify({ ...file, version: 2 }),
    ]) {
      writeFileSync(damaged, content);
      const read = ensureKeyFile(damaged);
      expect(read).toMatchObject({ ok: false, error: { code: "key-file-unusable" } });
      expect(JSON.stringify(read)).not.toContain(file.session.slice(0, 8));
      expect(readFileSync(damaged, "utf8")).toBe(content);
    }
  });

  it("is read again as soon as another one stands there, also one of the same size and age", () => {
    const sealed = sealAccountPassword(ANN, SECRET);
    const both = addSealingKey(file);
    expect(writeKeyFile(path, both).ok).toBe(true);
    expect(keys()).toEqual(both);
    expect(openAccountPassword(ANN, sealed)).toEqual({ ok: true, value: SECRET });
    for (let round = 0; round < 20; round++) {
      const next = dropOldKeys(addSealingKey(both));
      expect(writeKeyFile(path, next).ok).toBe(true);
      expect(keys()).toEqual(next);
    }
    expect(writeKeyFile(path, file).ok).toBe(true);
  });

  it("half written by a killed process is no hindrance", () => {
    writeFileSync(`${path}.tmp`, "half");
    expect(writeKeyFile(path, file).ok).toBe(true);
    expect(keys()).toEqual(file);
  });

  it.skipIf(process.getuid?.() === 0)("that cannot be written leaves the old one", () => {
    chmodSync(folder, 0o500);
    expect(writeKeyFile(path, addSealingKey(file)).ok).toBe(false);
    chmodSync(folder, 0o700);
    expect(keys()).toEqual(file);
  });
});

describe("what authenticates a record", () => {
  it("holds for this record of this kind alone, in whatever order its fields stand", () => {
    const mac = authenticate("server", { id: "1", state: "approved" });
    expect(isAuthentic("server", { state: "approved", id: "1" }, mac)).toBe(true);
    expect(isAuthentic("server", { id: "1", state: "pending" }, mac)).toBe(false);
    expect(isAuthentic("revision", { id: "1", state: "approved" }, mac)).toBe(false);
    for (const other of ["", mac.slice(1), `${mac}A`])
      expect(isAuthentic("server", { id: "1", state: "approved" }, other)).toBe(false);
  });
});

describe("a one-time token", () => {
  it("has 256 random bits and is kept as its SHA-256", () => {
    const { token, tokenHash } = newToken();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(tokenHash).toBe(hashToken(token));
    expect(tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(newToken().token).not.toBe(token);
  });
});
