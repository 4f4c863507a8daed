import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";
import { until } from "@/agent/testing/until";
import { buildAgent } from "@/scripts/build-agent";

let work: Workspace;
let remote: ScriptedConsole;
let host: Host;
let ca: string;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
  ca = join(work.folder, "ca.pem");
  const key = join(work.folder, "key.pem");
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      "-keyout",
      key,
      "-out",
      ca,
      ...subject,
    ],
    { stdio: "pipe" },
  );
  remote = await ScriptedConsole.start({ key: readFileSync(key, "utf8"), cert: readFileSync(ca, "utf8") });
});
afterEach(() => host.stopAll());
afterAll(async () => {
  await remote.stop();
  work.remove();
});

test("an authority that this host does not know is refused, with what to do", async () => {
  host = new Host(work.folder, work.bundle, remote);
  const enrolling = host.enroll();
  expect(await enrolling.ended()).toBe(1);
  expect(enrolling.stderr).toMatch(/^console-unreachable: .*--ca-file/);
});

test("the tunnel of HTTPS_PROXY carries enrolment, polls and reports; the proxy sees the host name only", async () => {
  remote.tokens.set("good-token", "valid");
  const tunnels: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on("connect", (request, client, head) => {
    tunnels.push(`${request.url} ${request.headers["proxy-authorization"]}`);
    const [hostname, port] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const env = { HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${(proxy.address() as AddressInfo).port}` };

  host = await new Host(work.folder, work.bundle, remote).enrolled({ "--ca-file": ca }, { env });
  const agent = host.run({ env });
  await until("a report", () => remote.reports.length > 0);
  await agent.stop();
  expect(tunnels.length).toBeGreaterThan(1);
  const basic = Buffer.from("user:p@ss").toString("base64");
  expect(new Set(tunnels)).toEqual(new Set([`${new URL(remote.url).host} Basic ${basic}`]));
  expect(agent.stdout).not.toContain("p%40ss");

  const direct = host.run({ env: { ...env, NO_PROXY: "127.0.0.1" } });
  const before = tunnels.length;
  await until("a poll without the proxy", () => remote.polls.some((poll) => poll.epoch === 2));
  expect(tunnels.length).toBe(before);
  await direct.stop();
  proxy.closeAllConnections();
  proxy.close();
});

test("agent.json names proxy and authority in the place of the environment and the enrolment", async () => {
  remote.tokens.set("good-token", "valid");
  host = new Host(work.folder, work.bundle, remote);
  mkdirSync(host.stateDir, { mode: 0o700 });
  const preferences = join(host.stateDir, "agent.json");
  // With the mark that editors on Windows put there.
  writeFileSync(preferences, `\uFEFF${JSON.stringify({ caFile: ca, proxy: "none" })}`);
  const env = { HTTPS_PROXY: "http://127.0.0.1:1" };
  await host.enrolled({}, { env });
  const direct = host.run({ env });
  await direct.logged("reported");
  await direct.stop();
  writeFileSync(preferences, JSON.stringify({ caFile: ca, proxy: "http://127.0.0.1:1" }));
  const away = host.run();
  expect(await away.logged("console-away")).toMatchObject({ code: "console-unreachable" });
  await away.stop();
});

test("a damaged authority file is named at the start", async () => {
  remote.tokens.set("good-token", "valid");
  const own = join(work.folder, "own.pem");
  writeFileSync(own, readFileSync(ca));
  host = await new Host(work.folder, work.bundle, remote).enrolled({ "--ca-file": own });
  writeFileSync(own, "nothing");
  const agent = host.run();
  await agent.logged("console-away");
  expect(agent.stdout).toContain("--ca-file");
});
