import { describe, expect, test } from "vitest";
import { z } from "zod";
import { logonAnswerSchema, readAnswerSchema } from "@/agent/windows/contract";
import { createAsk, type Finished, spawnOnce } from "@/agent/windows/runner";
import { fail, ok, type Result } from "@/lib/errors";

const KEYS = { markKey: "bWFyaw==", vaultKey: "dmF1bHQ=" };
const fine: Finished = { stdout: "", stderr: "", exitCode: 0, timedOut: false };

function asking(finished: Partial<Finished> | Result<Finished>) {
  const sent: string[] = [];
  const ask = createAsk(async (document) => {
    sent.push(document);
    return "ok" in finished ? finished : ok({ ...fine, ...finished });
  }, KEYS);
  return { sent, ask };
}
const logon = { operation: "logon", user: "a", domain: "D", password: "geh\u00e4im", logonType: 3 } as const;
const answer = (value: unknown) => ({ stdout: `${JSON.stringify(value)}\n` });

test("one ASCII document goes in with every member, one answer comes out", async () => {
  const { ask, sent } = asking(answer({ ok: true, value: { result: 1326 } }));
  expect(await ask(logon, logonAnswerSchema)).toEqual(ok({ result: 1326 }));
  expect(sent[0]).not.toMatch(/[^\x20-\x7e]/);
  expect(JSON.parse(sent[0] ?? "")).toEqual({ ...logon, ...KEYS });
});

test.each<[string, Partial<Finished> | Result<Finished>, string]>([
  ["nothing", {}, "script-lost"],
  ["half an answer", { stdout: '{"ok":true,"val' }, "script-lost"],
  ["an answer of another shape", answer({ ok: true, value: { result: "0" } }), "script-lost"],
  ["an envelope with more in it", answer({ ok: true, value: { result: 0 }, more: 1 }), "script-lost"],
  ["an array", answer([]), "script-lost"],
  ["a number", answer(7), "script-lost"],
  ["noise before it", { stdout: 'WARNING\n{"ok":true,"value":{"result":0}}' }, "script-lost"],
  ["no end", { timedOut: true, ...answer({ ok: true, value: { result: 0 } }) }, "script-lost"],
  ["AllSigned", { stderr: "+ FullyQualifiedErrorId : UnauthorizedAccess", exitCode: 1 }, "script-policy"],
  [
    "Restricted, in French",
    { stderr: "+ CategoryInfo : Erreur : (:) [], PSSecurityException" },
    "script-policy",
  ],
  ["Constrained Language", answer({ ok: false, code: "language-mode" }), "language-mode"],
  [
    "a change meanwhile",
    answer({ ok: false, code: "changed-since-plan", detail: "x" }),
    "changed-since-plan",
  ],
  [
    "a code that nobody knows",
    answer({ ok: false, code: "constructor", detail: "System.X 0x80070005" }),
    "script-error",
  ],
  ["no program", fail("script-not-started", "gone"), "script-not-started"],
])("%s is an error with a code", async (_what, finished, code) => {
  const result = await asking(finished).ask(logon, logonAnswerSchema);
  expect(result).toMatchObject({ ok: false, error: { code } });
  expect(JSON.stringify(result)).not.toContain("FullyQualified");
});

test("a long text of Windows is cut", async () => {
  const { ask } = asking(answer({ ok: false, code: "other", detail: "x".repeat(100_000) }));
  const result = await ask(logon, logonAnswerSchema);
  expect(result.ok ? 0 : result.error.message.length).toBeLessThan(600);
});

test("an answer about 20,000 mappings is read", async () => {
  const mapping = (i: number) => ({
    enabled: true,
    userName: `CONTOSO\\u${i}`,
    certificate: `M${i}`.padEnd(1600, "A"),
    mark: "",
  });
  const sections = {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: 3,
      defaultLogonDomain: "",
      oneToOneMappings: Array.from({ length: 20_000 }, (_, i) => mapping(i)),
      manyToOneMappings: [],
    },
    clientCertificateMappingAuthentication: { enabled: false },
    access: { sslFlags: 104 },
    anonymousAuthentication: { enabled: true },
    basicAuthentication: { enabled: false },
    digestAuthentication: { enabled: false },
    windowsAuthentication: { enabled: false },
  };
  const value = {
    configFile: "C:\\x",
    sharedConfiguration: null,
    fileHash: "a".repeat(64),
    records: [],
    recordsHash: "b".repeat(64),
    sites: [],
    scopes: [{ scope: "", sections }],
  };
  const { ask } = asking(answer({ ok: true, value }));
  const read = await ask({ operation: "read", vaultOf: null }, readAnswerSchema);
  expect(read.ok).toBe(true);
});

describe("a real program", () => {
  const node = (code: string, document = "{}", timeoutMs = 60_000) =>
    spawnOnce(process.execPath, ["-e", code], document, timeoutMs);

  test("gets the document on standard input, whole", async () => {
    const document = JSON.stringify({ long: "x".repeat(3_000_000) });
    const echo = "process.stdin.pipe(process.stdout)";
    const done = await node(echo, document);
    expect(done.ok && done.value.stdout === document).toBe(true);
  });

  test("that ends without reading is judged by its answer", async () => {
    const done = await node("process.stdout.write('{}'); process.exit(3)", "x".repeat(5_000_000));
    expect(done).toMatchObject({ ok: true, value: { stdout: "{}", exitCode: 3, timedOut: false } });
  });

  test("that does not end is ended", async () => {
    const done = await node("setInterval(() => 0, 1000)", "{}", 300);
    expect(done).toMatchObject({ ok: true, value: { timedOut: true } });
  });

  test("that is not there is an error with a code", async () => {
    const done = await spawnOnce("/nowhere/powershell.exe", [], "{}", 1000);
    expect(done).toMatchObject({ ok: false, error: { code: "script-not-started" } });
  });
});

test("an answer is checked by the schema that was asked for", async () => {
  const { ask } = asking(answer({ ok: true, value: null }));
  expect(await ask(logon, z.null())).toEqual(ok(null));
});
