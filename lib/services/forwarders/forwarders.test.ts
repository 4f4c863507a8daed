import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingHttpHeaders,
} from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import type { CreateForwarder } from "@/lib/api/event-forwarders";
import type { LinkedEvent } from "@/lib/audit-chain/link";
import { db } from "@/lib/db";
import { certificate, keyFile, openssl } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { ADMIN, codeOf, eventsOf, must, personOf, storeAccount } from "../test-world";
import { createForwarder } from "./create";
import { forwardEvents } from "./forward";
import { listForwarders } from "./list";
import { syslogMessage } from "./syslog-message";
import { removeForwarder, updateForwarder } from "./update";

withTestDatabase();

const servers: (Server | HttpServer)[] = [];
afterEach(async () => {
  for (const { id } of must(await listForwarders(ADMIN)).items) must(await removeForwarder(ADMIN, id));
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server | HttpServer, port = 0): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Reads frames by their length, as a collector does: what is not framed so is an error. */
function collector(onMessage: (message: string) => void) {
  return (socket: Socket) => {
    let bytes = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (;;) {
        const space = bytes.indexOf(0x20);
        const length = Number(bytes.subarray(0, space).toString());
        if (space < 1 || bytes.length < space + 1 + length) return;
        onMessage(bytes.subarray(space + 1, space + 1 + length).toString());
        bytes = bytes.subarray(space + 1 + length);
      }
    });
  };
}

const jsonOf = (message: string): LinkedEvent => JSON.parse(message.slice(message.indexOf("\uFEFF") + 1));
const only = async () => {
  const [first] = must(await listForwarders(ADMIN)).items;
  if (first === undefined) throw new Error("There is no destination.");
  return first;
};
const create = async (input: CreateForwarder) => must(await createForwarder(ADMIN, input));

describe("syslog over TCP", () => {
  it("gets every event once and in order, its own creation first, with what JSON and fields would break on", async () => {
    const messages: string[] = [];
    const port = await listen(createServer(collector((message) => messages.push(message))));
    await create({ kind: "syslog-tcp", name: "SIEM", host: "127.0.0.1", port });
    await storeAccount("CONTOSO\\ümläut");
    for (let n = 0; n < 5; n++) await storeAccount(`CONTOSO\\many${n}`);
    await forwardEvents();
    await forwardEvents();
    const events = messages.map(jsonOf);
    expect(events.map(({ action }) => action)).toEqual([
      "forwarder.create",
      ...Array(6).fill("account.create"),
    ]);
    const numbers = events.map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(events[1]?.nounName).toBe("CONTOSO\\ümläut");
    expect(messages[1]).toMatch(
      /^<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ certmap - account\.create \[certmap@32473 number="\d+" actor="Ann the administrator"/,
    );
    expect(await only()).toMatchObject({ waiting: 0, lastError: null });
  });

  it("that is away is asked again, later each time, and then gets everything from where it was", async () => {
    const messages: string[] = [];
    const port = await listen(createServer());
    const [closed] = servers.splice(0);
    await new Promise((resolve) => closed?.close(resolve));
    await create({ kind: "syslog-tcp", name: "SIEM", host: "127.0.0.1", port });
    await storeAccount("CONTOSO\\waits1");
    const waits: number[] = [];
    for (let n = 0; n < 3; n++) {
      const started = Date.now();
      await forwardEvents();
      const { nextAttemptAt, lastError, waiting } = await only();
      expect([lastError, waiting]).toEqual([expect.stringMatching(/ECONNREFUSED/), 2]);
      waits.push(Date.parse(nextAttemptAt ?? "") - started);
      // Not due yet: nothing is tried.
      await forwardEvents();
      expect((await db().eventForwarder.findFirstOrThrow()).failures).toBe(n + 1);
      await db().eventForwarder.updateMany({ data: { nextAttemptAt: new Date(0) } });
    }
    for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(2_000 * 2 ** index);
    await listen(createServer(collector((message) => messages.push(message))), port);
    await forwardEvents();
    expect(messages.map((message) => jsonOf(message).action)).toEqual(["forwarder.create", "account.create"]);
    expect(await only()).toMatchObject({ waiting: 0, lastError: null, nextAttemptAt: null });
  });

  it("may begin with everything that there is, more than a batch", async () => {
    const messages: string[] = [];
    const port = await listen(createServer(collector((message) => messages.push(message))));
    await Promise.all(Array.from({ length: 230 }, (_, n) => storeAccount(`BATCH\\u${n}`)));
    await create({ kind: "syslog-tcp", name: "All", host: "127.0.0.1", port, from: "start" });
    await forwardEvents();
    expect(messages.map((message) => jsonOf(message).number)).toEqual(
      Array.from({ length: await db().auditLink.count() }, (_, index) => index + 1),
    );
  });
});

describe("syslog over TLS", () => {
  const pem = (subject: string, extensions: string[]) =>
    openssl(["x509", "-inform", "DER"], certificate({ subject, extensions })).toString();

  it("arrives where the certificate is the named authority's, and nowhere else", async () => {
    const messages: string[] = [];
    const cert = pem("/CN=siem", ["subjectAltName = DNS:localhost,IP:127.0.0.1"]);
    const key = readFileSync(keyFile("p256"), "utf8");
    const server = createTlsServer(
      { key, cert },
      collector((message) => messages.push(message)),
    );
    server.on("tlsClientError", () => undefined);
    const port = await listen(server);
    const target = { kind: "syslog-tls", host: "localhost", port } as const;
    await create({ ...target, name: "No authority" });
    await forwardEvents();
    expect(messages).toEqual([]);
    expect((await only()).lastError).toMatch(/self-signed/);
    must(await removeForwarder(ADMIN, (await only()).id));

    await create({
      ...target,
      name: "Other authority",
      caPem: pem("/CN=other", ["basicConstraints = CA:TRUE"]),
    });
    await forwardEvents();
    expect(messages).toEqual([]);
    must(await removeForwarder(ADMIN, (await only()).id));

    await create({ ...target, name: "Right", caPem: cert });
    await forwardEvents();
    expect(messages.map((message) => jsonOf(message).action)).toEqual(["forwarder.create"]);
  });
});

describe("a webhook", () => {
  interface Got {
    headers: IncomingHttpHeaders;
    body: string;
  }
  async function receiver(got: Got[], answer: () => number): Promise<string> {
    const server = createHttpServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      got.push({ headers: request.headers, body });
      response.writeHead(answer(), { location: "http://127.0.0.1:1/" }).end();
    });
    return `http://127.0.0.1:${await listen(server)}/events`;
  }

  it("gets signed events; whoever has the secret can tell, and the secret is shown once", async () => {
    const got: Got[] = [];
    const { secret } = await create({ kind: "webhook", name: "Hook", url: await receiver(got, () => 204) });
    await storeAccount("CONTOSO\\hooked");
    await forwardEvents();
    const [{ headers, body } = { headers: {}, body: "" }] = got;
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["certmap-signature"])) ?? [];
    expect(mac).toBe(
      createHmac("sha256", secret ?? "")
        .update(`${seconds}.${body}`)
        .digest("hex"),
    );
    expect(JSON.parse(body).events.map(({ action }: LinkedEvent) => action)).toEqual([
      "forwarder.create",
      "account.create",
    ]);
    const stored = JSON.stringify(
      [await db().eventForwarder.findMany(), await eventsOf("forwarder.create")],
      (_, value) => (typeof value === "bigint" ? String(value) : value),
    );
    expect(stored).not.toContain(secret);
  });

  it("that answers with an error or elsewhere has not got them", async () => {
    const got: Got[] = [];
    const answers = [500, 302, 200];
    await create({
      kind: "webhook",
      name: "Hook",
      url: await receiver(got, () => answers[got.length - 1] ?? 200),
    });
    for (const error of ["It answered 500.", "It answered 302.", null]) {
      await forwardEvents();
      expect((await only()).lastError).toBe(error);
      await db().eventForwarder.updateMany({ data: { nextAttemptAt: null } });
    }
    expect(got.map(({ body }) => body)).toEqual(Array(3).fill(got[0]?.body));
  });
});

describe("destinations", () => {
  it("are set up by administrators and seen by auditors, and refuse nonsense", async () => {
    const input = { kind: "syslog-tcp", name: "SIEM", host: "siem.example.com", port: 514 };
    for (const role of ["viewer", "auditor", "editor", "operator"] as const)
      expect(codeOf(await createForwarder(personOf(role), input))).toBe("not-allowed");
    expect(codeOf(await listForwarders(personOf("auditor")))).toBe("ok");
    expect(codeOf(await listForwarders(personOf("viewer")))).toBe("not-allowed");
    must(await createForwarder(ADMIN, input));
    expect(codeOf(await createForwarder(ADMIN, input))).toBe("already-exists");
    for (const wrong of [
      { ...input, port: 0 },
      { ...input, host: "a b" },
      { ...input, kind: "udp" },
      { ...input, kind: "syslog-tls", caPem: "not a certificate" },
      { kind: "webhook", name: "x", url: "http://example.com/hook" },
      { kind: "webhook", name: "x", url: "https://user:password@example.com/hook" },
      { kind: "webhook", name: "x", url: "file:///etc/passwd" },
    ])
      expect([wrong, codeOf(await createForwarder(ADMIN, wrong))]).toEqual([wrong, "invalid-input"]);
  });

  it("can be paused and go on where they were; each change is an event", async () => {
    const messages: string[] = [];
    const port = await listen(createServer(collector((message) => messages.push(message))));
    const { forwarder } = await create({ kind: "syslog-tcp", name: "Pausing", host: "127.0.0.1", port });
    must(await updateForwarder(ADMIN, forwarder.id, { enabled: false }));
    await forwardEvents();
    expect(messages).toEqual([]);
    must(await updateForwarder(ADMIN, forwarder.id, { enabled: true }));
    await forwardEvents();
    expect(messages.map((message) => jsonOf(message).action)).toEqual([
      ...["forwarder.create", "forwarder.update", "forwarder.update"],
    ]);
    expect(codeOf(await updateForwarder(ADMIN, "nonsense", { enabled: true }))).toBe("not-found");
  });
});

describe("a message", () => {
  it("has no character that ends a field, a parameter or a line before its time", () => {
    const hostile = 'x" y]\\ \n<13>1 - - - - - - forged\r\n\u0000';
    const text = syslogMessage(
      {
        ...{ id: "1", number: 1, at: "2026-03-03T10:00:00.000Z", digest: "", hash: "ab", reason: null },
        ...{
          actorKind: "person",
          actorId: "1",
          actorName: hostile,
          address: hostile,
          action: "person.sign-in-refused",
        },
        ...{ nounId: hostile, nounName: hostile, before: null, after: { hostile } },
      },
      "höst name",
    );
    expect(text).not.toMatch(/[\r\n\0]/);
    expect(
      text.startsWith(
        "<108>1 2026-03-03T10:00:00.000Z hstname certmap - person.sign-in-refused [certmap@32473 ",
      ),
    ).toBe(true);
    expect(text).toContain('actor="x\\" y\\]\\\\  <13>1');
    expect(jsonOf(text).actorName).toBe(hostile);
  });
});
