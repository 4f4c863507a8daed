import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { buildAgent } from "@/scripts/build-agent";

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
  host = new Host(work.folder, work.bundle, remote);
});
afterEach(async () => {
  await host.stopAll();
  await remote.stop();
});

describe("enroll", () => {
  test("makes its keys on the host and prints the fingerprint that the console computes", async () => {
    remote.approved = false;
    const enrolling = host.enroll();
    expect(await enrolling.ended()).toBe(0);
    const request = remote.enrolment;
    if (!request) throw new Error("The console was not asked.");
    expect(request).toMatchObject({ hostName: "WEB01", passwordHandling: "sample", protocol: 1 });
    expect(enrolling.stdout).toContain(groupFingerprint(await keyFingerprint(request.signingKey)));
    expect(enrolling.stdout).toContain("approve the server");
    expect(enrolling.stderr).toBe("");
    expect(statSync(host.stateDir).mode & 0o777).toBe(0o700);
    const keyFile = join(host.stateDir, "keys.json");
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const keys = JSON.parse(readFileSync(keyFile, "utf8")) as {
      signing: { d: string; x: string };
      sealing: { d: string };
    };
    expect(keys.signing.x).toBe(request.signingKey.x);
    expect(JSON.stringify(request)).not.toContain(keys.signing.d);
    expect(JSON.stringify(request)).not.toContain(keys.sealing.d);
  });

  test("says when the console approved it at once, and asks nobody to compare anything", async () => {
    const enrolling = host.enroll();
    expect(await enrolling.ended()).toBe(0);
    expect(enrolling.stdout).toContain("approved it at once");
    expect(enrolling.stdout).not.toContain("Compare");
  });

  test("takes the token from standard input when nothing else names it", async () => {
    const enrolling = host.command(
      [
        "enroll",
        "--url",
        remote.url,
        "--console-key",
        groupFingerprint(remote.fingerprint),
        "--config-file",
        host.configFile,
        "--state-dir",
        host.stateDir,
      ],
      { stdin: "good-token\n" },
    );
    expect(await enrolling.ended()).toBe(0);
    expect(remote.enrolment?.passwordHandling).toBe("refuse");
  });

  test("with the back end windows keeps nothing where there is no Windows, and says so", async () => {
    const enrolling = host.command([
      ...["enroll", "--url", remote.url, "--console-key", remote.fingerprint],
      ...["--backend", "windows", "--token", "good-token", "--state-dir", host.stateDir],
    ]);
    expect(await enrolling.ended()).toBe(1);
    expect(enrolling.stderr).toContain("script-not-started");
    expect(remote.enrolment).toBeUndefined();
    expect(existsSync(join(host.stateDir, "settings.json"))).toBe(false);
  });

  test.each([
    ["another file", ["--config-file", "x"]],
    ["a choice for passwords", ["--passwords", "clear"]],
  ])("with the back end windows takes no %s", async (_, more) => {
    const enrolling = host.command([
      ...["enroll", "--url", remote.url, "--console-key", remote.fingerprint],
      ...["--backend", "windows", "--state-dir", host.stateDir, ...more],
    ]);
    expect(await enrolling.ended()).toBe(2);
    expect(enrolling.stderr).toContain("neither --config-file nor --passwords");
  });

  test.each([
    ["an unknown token", { token: "wrong" }, "token-invalid"],
    ["an expired token", { token: "old" }, "token-expired"],
    ["a used token", { token: "gone" }, "token-used"],
  ])("refuses %s in the console's words", async (_, { token }, code) => {
    remote.tokens.set("old", "expired").set("gone", "used");
    const enrolling = host.enroll({}, { env: { CERTMAP_TOKEN: token } });
    expect(await enrolling.ended()).toBe(1);
    expect(enrolling.stderr).toMatch(new RegExp(`^${code}: `));
    expect(enrolling.stderr).not.toContain(token);
    expect((await status(host)).stderr).toContain("agent-not-enrolled");
  });

  test.each<[string, Record<string, string>, string]>([
    ["plain http to another host", { "--url": "http://certmap.example.com" }, "console-url-refused"],
    ["something that is no address", { "--url": "certmap" }, "console-url-refused"],
    ["a file that is not there", { "--config-file": "/nowhere/applicationHost.config" }, "file-unreadable"],
    ["a fingerprint that is none", { "--console-key": "abcd" }, "invalid-input"],
    ["an unknown choice for passwords", { "--passwords": "guess" }, "--passwords takes"],
  ])("refuses %s before it asks the console", async (_, change, code) => {
    const enrolling = host.enroll(change);
    expect(await enrolling.ended()).toBeGreaterThan(0);
    expect(enrolling.stderr).toContain(code);
    expect(remote.requests).toEqual([]);
  });

  test("does not speak to a console with another key", async () => {
    const other = await ScriptedConsole.start();
    const enrolling = host.enroll({ "--console-key": other.fingerprint });
    await other.stop();
    expect(await enrolling.ended()).toBe(1);
    expect(enrolling.stderr).toContain("assertion-invalid");
    expect(remote.enrolment).toBeUndefined();
  });

  test("keeps no console whose answer shows another key than the command", async () => {
    const other = await ScriptedConsole.start();
    remote.shownKey = other.publicKey;
    const enrolling = host.enroll();
    await other.stop();
    expect(await enrolling.ended()).toBe(1);
    expect(enrolling.stderr).toContain("console-key-mismatch");
    expect((await status(host)).stderr).toContain("agent-not-enrolled");
  });

  test("refuses a file that is not well-formed before it asks the console", async () => {
    host.write("<configuration><system.webServer></configuration>");
    const enrolling = host.enroll();
    expect(await enrolling.ended()).toBe(1);
    expect(enrolling.stderr).toContain("xml-malformed");
    expect(remote.requests).toEqual([]);
  });

  test("keeps an enrolment that exists", async () => {
    await host.enrolled();
    const keys = readFileSync(join(host.stateDir, "keys.json"));
    remote.tokens.set("second", "valid");
    const again = host.enroll({}, { env: { CERTMAP_TOKEN: "second" } });
    expect(await again.ended()).toBe(1);
    expect(again.stderr).toContain("already-exists");
    expect(readFileSync(join(host.stateDir, "keys.json"))).toEqual(keys);
  });

  test("says what it is", async () => {
    await host.enrolled();
    const told = await status(host);
    expect(told.exitCode).toBe(0);
    expect(told.stdout).toContain(remote.serverId);
    expect(told.stdout).toMatch(/Running +no/);
  });
});

async function status(of: Host) {
  const asked = of.command(["status", "--state-dir", of.stateDir]);
  await asked.ended();
  return asked;
}
