import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainStatus } from "@/lib/iis/status-codes";
import { ERROR_CODES } from "@/lib/iis/status-errors";
import { STATUS_CODES } from "@/lib/iis/status-table";

const explain = (input: string) => {
  const result = explainStatus(input);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe("reads a code as people have it", () => {
  test.each([
    ["403.16", "403.16", undefined],
    [" 403.16 ", "403.16", undefined],
    ["403 16", "403.16", undefined],
    ["403 16 2148204809", "403.16", "CERT_E_UNTRUSTEDROOT"],
    ["403.16 0x800B0109", "403.16", "CERT_E_UNTRUSTEDROOT"],
    ["401 1 1326", "401.1", "ERROR_LOGON_FAILURE"],
    ["401.1, 0x8007052e", "401.1", "ERROR_LOGON_FAILURE"],
    ["401 1 2148086018", "401.1", "CRYPT_E_ASN1_EOD"],
    ["0x80093102", undefined, "CRYPT_E_ASN1_EOD"],
    ["2148086018", undefined, "CRYPT_E_ASN1_EOD"],
    ["-2146881278", undefined, "CRYPT_E_ASN1_EOD"],
    ["1385", undefined, "ERROR_LOGON_TYPE_NOT_GRANTED"],
    ["0x569", undefined, "ERROR_LOGON_TYPE_NOT_GRANTED"],
    ["500.19 0x80070021", "500.19", "ERROR_LOCK_VIOLATION"],
    ["500 0 50", "500.0", "ERROR_NOT_SUPPORTED"],
    ["500", "500.0", undefined],
    ["401 2 0", "401.2", undefined],
    ["413", "413", undefined],
    ["413 1 0", "413", undefined],
  ])("%s", (input, status, symbol) => {
    const { status: found, error } = explain(input);
    expect(found?.code).toBe(status);
    expect(error?.symbol).toBe(symbol);
  });
});

test("the error narrows down what the status says, and comes first", () => {
  const { meaning, causes, fixes } = explain("403 16 2148204809");
  expect(meaning).toMatch(/does not trust.*root that the server does not trust/s);
  expect(causes[0]).toMatch(/LocalMachine\\Root/);
  expect(new Set(fixes).size).toBe(fixes.length);
});

test("a status with an error that is not in the table is explained all the same", () => {
  expect(explain("401 1 2148074252")).toMatchObject({ error: null, status: { code: "401.1" } });
  expect(explain("401 1 2148074252").meaning).toMatch(/0x8009030c is not known/);
});

test("says what was not verified", () => {
  expect(explain("403.12").certainty).toMatchObject({ verified: false, note: "not verified against IIS" });
  expect(explain("403.4").certainty).toEqual({ verified: true, because: [], note: "" });
});

test.each([
  "",
  "hello",
  "403.",
  "403.16.1",
  "1 2 3 4",
  "404.0",
  "418",
  "403 16 x",
  "0x123456789",
  "99999999999",
  "-3000000000",
  "0",
  "0x0",
  "77777",
  "403.7 x",
])("%s is not known", (input) =>
  expect(explainStatus(input)).toMatchObject({ ok: false, error: { code: "status-unknown" } }),
);

test("never throws", () => {
  const word = fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom("403", "16", "0x80", "."));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), (words) => {
      const result = explainStatus(words.join(" "));
      if (!result.ok) expect(result.error.code).toBe("status-unknown");
    }),
    { numRuns: process.env.CERTMAP_FULL === "1" ? 20_000 : 500 },
  );
});

describe("the tables", () => {
  test("hold every code once, each with causes, checks and fixes", () => {
    for (const table of [STATUS_CODES, ERROR_CODES]) {
      expect(new Set(table.map(({ code }) => code)).size).toBe(table.length);
      for (const { meaning, causes, checks, fixes } of table) {
        expect(meaning).toMatch(/\.$/);
        for (const list of [causes, checks, fixes]) expect(list.length).toBeGreaterThan(0);
      }
    }
  });

  test.each([
    "401.1",
    "401.2",
    "401.3",
    "403.4",
    "403.5",
    "403.7",
    "403.12",
    "403.13",
    "403.16",
    "403.17",
    "413",
    "500.0",
    "500.19",
  ])("know %s", (code) => expect(explain(code).status?.code).toBe(code));

  test.each(ERROR_CODES.map(({ hresult }) => hresult))("know %s", (code) =>
    expect(explain(code).error?.hresult).toBe(code),
  );
});
