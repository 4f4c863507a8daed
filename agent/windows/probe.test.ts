import { expect, test } from "vitest";
import { probeWithCertificate } from "@/agent/windows/probe";
import { createAsk } from "@/agent/windows/runner";
import { ok } from "@/lib/errors";

const PLACE = { host: "::1", port: 8443, serverName: "www.example", hostHeader: "www.example", path: "/" };
const SHA1 = "ab".repeat(20);

/** Asks a script that answers this. */
async function probed(answer: object) {
  let sent = "";
  const run = async (document: string) => {
    sent = document;
    return ok({ stdout: JSON.stringify(answer), stderr: "", exitCode: 0, timedOut: false });
  };
  const ask = createAsk(run, { markKey: "", vaultKey: "" });
  return { result: await probeWithCertificate(ask, PLACE, SHA1), sent: JSON.parse(sent) };
}

test("asks the address under the binding's name", async () => {
  const { sent, result } = await probed({ ok: true, value: { status: 200, body: "hello" } });
  expect(sent).toMatchObject({
    operation: "probe",
    address: "https://[::1]:8443/",
    hostName: "www.example",
    certificate: SHA1,
  });
  expect(result).toMatchObject({ value: { reply: { kind: "response", status: 200, body: "hello" } } });
});

test.each([
  [
    { status: 403, body: "403.16", failure: "ProtocolError" },
    { kind: "response", status: 403, body: "403.16" },
  ],
  [{ failure: "ReceiveFailure" }, { kind: "reset" }],
  [{ failure: "ConnectFailure" }, { kind: "unreachable" }],
])("%j", async (value, reply) => {
  expect((await probed({ ok: true, value })).result).toMatchObject({ value: { reply } });
});

test("no such certificate is said to be", async () => {
  const { result } = await probed({ ok: false, code: "probe-impossible" });
  expect(result).toMatchObject({ error: { code: "probe-impossible" } });
});
