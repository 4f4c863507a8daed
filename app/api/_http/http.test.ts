import { describe, expect, it, vi } from "vitest";
import { problemSchema } from "@/lib/api/problem";
import { ERRORS, type ErrorCode } from "@/lib/errors";
import { attachment } from "./attachment";
import { isStorable, parseJson, readBytes } from "./body";
import { readJson, reply } from "./person-route";
import { internalProblem, problem } from "./problem";

const SECRET = "Hunter2-in-the-body";
const json = (body: string, type = "application/json") =>
  new Request("http://127.0.0.1:3000/", { method: "POST", headers: { "content-type": type }, body });

describe("problem+json", () => {
  it("has the shape of RFC 9457 for every code there is", async () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const response = problem({ code, message: "What to do." });
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toBe("no-store");
      const body = problemSchema.strict().parse(await response.json());
      const [status, title] = ERRORS[code];
      expect(body).toEqual({ type: `urn:certmap:error:${code}`, title, status, code, detail: "What to do." });
      expect(response.status).toBe(status);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });

  it("carries the place of the error, and one entry per field", async () => {
    const errors = [{ code: "invalid-input" as const, message: "Enter a name.", field: "name" }];
    const error = {
      code: "invalid-input" as const,
      message: "Enter a name.",
      field: "name",
      line: 3,
      column: 7,
      errors,
    };
    expect(await problem(error).json()).toMatchObject({ field: "name", line: 3, column: 7, errors });
  });

  it("of a bug is a number to find it by in the log, and never its text", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const response = internalProblem(new Error(`connection with ${SECRET} failed`));
    const { code, detail } = await response.json();
    expect([response.status, code]).toEqual([500, "internal"]);
    expect(detail).not.toContain(SECRET);
    const reference = /[0-9a-f-]{36}/.exec(detail)?.[0] ?? "none";
    expect(String(log.mock.calls[0])).toContain(reference);
    log.mockRestore();
  });

  it("of a bug is one line in the log, whatever its text holds", () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    internalProblem(new Error('x\r\n{"forged":1}\u001b[2J\u009b31m\u2028\u202etxt'));
    const [line = ""] = log.mock.calls[0] ?? [];
    log.mockRestore();
    expect(line).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]+$/u);
    expect(JSON.parse(line).error).toContain('{"forged":1}\u001b[2J\u009b31m\u2028\u202etxt');
  });
});

describe("a body", () => {
  it("over the limit is refused by its announced length, without being read", async () => {
    const body = new ReadableStream({ pull: () => expect.fail("It was read.") }, { highWaterMark: 0 });
    const headers = { "content-length": "11" };
    const request = new Request("http://127.0.0.1/", {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit);
    expect(await readBytes(request, 10)).toMatchObject({ ok: false, error: { code: "body-too-large" } });
  });

  it("over the limit is read only up to it when no length is announced", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const request = new Request("http://127.0.0.1/", { method: "POST", body, duplex: "half" } as RequestInit);
    expect(await readBytes(request, 10_000)).toMatchObject({ ok: false, error: { code: "body-too-large" } });
    expect(sent).toBeLessThan(20_000);
  });

  it("just at the limit is taken whole", async () => {
    const request = new Request("http://127.0.0.1/", { method: "POST", body: new Uint8Array(10).fill(7) });
    const read = await readBytes(request, 10);
    expect(read.ok && [...read.value]).toEqual(Array.from({ length: 10 }, () => 7));
  });

  it("that is not JSON is not echoed", async () => {
    for (const body of [`{"password":"${SECRET}"`, SECRET, `{"password":"${SECRET}",}`, ""]) {
      const response = reply(await readJson(json(body)));
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain(SECRET);
    }
  });

  it("of JSON has at most a mebibyte and says that it is JSON", async () => {
    expect(reply(await readJson(json(`"${"x".repeat(1024 * 1024)}"`))).status).toBe(413);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
      expect(reply(await readJson(json("{}", type))).status).toBe(415);
    expect(await readJson(json("{}", "application/json; charset=utf-8"))).toEqual({ ok: true, value: {} });
  });

  it("with a character that no database stores is refused, and nothing else is", () => {
    const refused = [String.raw`"a\u0000b"`, String.raw`{"a":["\ud800"]}`, String.raw`{"\udc00x":1}`];
    for (const text of refused)
      expect(parseJson(text)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    for (const text of [String.raw`"\ud83d\ude00"`, String.raw`"\\u0000"`, '"\u00e4"', "null", "[1,true]"])
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    expect(isStorable({ query: "a\0b" })).toBe(false);
  });
});

describe("an attachment", () => {
  it("keeps its name in every alphabet, and breaks no header", () => {
    const response = attachment({
      body: "x",
      contentType: "text/plain",
      fileName: 'Ämter "2026"\r\nx: y.cer',
    });
    const header = response.headers.get("content-disposition") ?? "";
    expect(header).toContain('filename="_mter _2026___x: y.cer"');
    expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? "")).toBe('Ämter "2026"\r\nx: y.cer');
  });
});
