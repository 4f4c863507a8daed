import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSample, openSample, sealSample } from "@/agent/config-file/sample-token";

const key = randomBytes(32).toString("base64url");

test("any password comes back for its account and for no other", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), (password, userName) => {
      const token = sealSample(password, userName, key);
      expect(isSample(token)).toBe(true);
      expect(openSample(token, userName.toLowerCase(), key)).toBe(Buffer.from(password).toString());
      expect(openSample(token, `${userName}x`, key)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test("a password in any script comes back", () => {
  const password = "pä$$ \u{1f511} \u65e5\u672c \u0000";
  expect(openSample(sealSample(password, "alice", key), "alice", key)).toBe(password);
});

test("another key, a changed token and other tokens do not open", () => {
  const token = sealSample("secret", "alice", key);
  expect(openSample(token, "alice", randomBytes(32).toString("base64url"))).toBeUndefined();
  const middle = token.length - 12;
  const other = token[middle] === "A" ? "B" : "A";
  expect(openSample(token.slice(0, middle) + other + token.slice(middle + 1), "alice", key)).toBeUndefined();
  for (const text of [
    "",
    "secret",
    "[enc:AesProvider:AAAA:enc]",
    "[enc:CertmapSample::enc]",
    "[enc:CertmapSample:AAAA:enc]",
  ])
    expect(openSample(text, "alice", key)).toBeUndefined();
});
