import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose } from "@/lib/iis/doctor/diagnose";
import { readLogText } from "@/lib/iis/doctor/log-text";

const check = (id: string, verdict: "ok" | "problem" | "warning" | "unknown", ...statuses: string[]) => ({
  id,
  title: id,
  verdict,
  statuses,
  seen: "",
});
const CHECKS = [
  check("chains", "unknown", "403.16"),
  check("roots", "problem", "403.16"),
  check("binding", "ok", "403.16"),
  check("uploads", "warning", "413"),
  check("mapping", "problem", "401.2"),
  check("account-state", "ok", "401.1"),
  check("logon-right", "unknown", "401.1"),
  check("revocation-reachable", "ok", "403.13"),
  check("mapped-certificates", "warning", "401.1"),
];
const LINE =
  "2026-11-21 08:00:01 10.20.0.14 GET /app - 443 - 10.20.0.99 Mozilla/5.0+(X) - 403 16 2148204809 15";
const HEADER = "#Fields: date time cs-method sc-win32-status sc-status sc-substatus time-taken";

function one(text: string) {
  const found = diagnose(text, CHECKS);
  if (!found.ok) throw new Error(found.error.message);
  return found.value[0];
}

describe("reads", () => {
  test.each([
    ["three numbers", "403 16 2148204809", [403, 16, "2148204809"]],
    ["a line of the default log", LINE, [403, 16, "2148204809"]],
    ["with sizes behind", "x - 403 7 64 153 241 0", [403, 7, "64"]],
    ["a negative error", "403 16 -2146762487", [403, 16, "-2146762487"]],
    ["a hexadecimal one", "403 16 0x800B0109", [403, 16, "0x800B0109"]],
    ["columns by their header", `${HEADER}\n2026-11-21 08:00:01 GET 1326 401 1 15`, [401, 1, "1326"]],
    ["a line that does not fit the header", `${HEADER}\n${LINE}`, [403, 16, "2148204809"]],
  ])("%s", (_name, text, [status, substatus, win32]) => {
    expect(readLogText(text)).toEqual([{ status, substatus, win32, count: 1 }]);
  });

  test("each status once, with its lines counted; headers and other text are none", () => {
    const text = ["#Software: IIS", LINE, "", LINE.replace("403 16", "401 2"), LINE, "hello"].join("\r\n");
    expect(readLogText(text).map(({ status, count }) => [status, count])).toEqual([
      [403, 2],
      [401, 1],
    ]);
  });

  test("a header without the columns finds nothing in them", () => {
    expect(readLogText("#Fields: a b c d\nx y z 1")).toEqual([]);
  });
});

describe("tells the cause with what is known of this site", () => {
  test("what is wrong before what nobody knows, and nothing that is fine", () => {
    const found = one(LINE);
    expect(found?.explanation?.error?.symbol).toBe("CERT_E_UNTRUSTEDROOT");
    expect(found?.here.map(({ id }) => id)).toEqual(["roots", "chains"]);
  });

  test.each([
    ["403.16", ["roots", "chains"]],
    ["0x800b0109", ["roots", "chains"]],
    ["-2146762487", ["roots", "chains"]],
    ["413 1 0", ["uploads"]],
    ["401.2", ["mapping"]],
    ["401 1 1326", ["account-state", "mapped-certificates", "logon-right"]],
    ["1909", ["account-state", "mapped-certificates", "logon-right"]],
    ["403 13 2148081683", ["revocation-reachable"]],
    ["401 1 1385", ["logon-right", "mapped-certificates"]],
    ["401 1 2148086018", ["mapped-certificates", "logon-right"]],
  ])("%s", (text, ids) => {
    expect(one(text)?.here.map(({ id }) => id)).toEqual(ids);
  });

  test("requests that went well stand back behind those that did not", () => {
    const good = LINE.replace("403 16 2148204809", "304 0 0");
    const found = diagnose(`${good}\n${LINE}`, CHECKS);
    expect(found.ok && found.value.map(({ code }) => code)).toEqual(["403.16"]);
    expect(one(good)).toMatchObject({ code: "304.0", explanation: null, here: [] });
  });

  test("text that says nothing is refused with what can be pasted", () => {
    const found = diagnose("it does not work", CHECKS);
    expect(found.ok ? "" : found.error.code).toBe("status-unknown");
  });
});

test("any text, any line of numbers", () => {
  const word = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom("#Fields:", "sc-status", "403", "16", "\n", "0x", "-"),
  );
  const runs = process.env.CERTMAP_FULL ? 20_000 : 300;
  fc.assert(
    fc.property(fc.array(word), (words) => {
      for (const { status, count } of readLogText(words.join(" "))) {
        expect(status).toBeGreaterThanOrEqual(100);
        expect(count).toBeGreaterThan(0);
      }
      diagnose(words.join(" "), CHECKS);
    }),
    { numRuns: runs },
  );
});
