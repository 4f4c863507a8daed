import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { clientAddress, parseProxies, type TrustedProxies } from "../lib/client-address";
import { disarm } from "./disarm-request";
import { writeAddress } from "./write-address";

const trusting = (text: string): TrustedProxies => {
  const parsed = parseProxies(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
};

describe("the address of a request", () => {
  const NOBODY = trusting("");
  const PROXIES = trusting("10.0.0.5, 10.1.0.0/16 fd00::/8");

  it("is the socket's other end, whatever the request says, where no proxy is trusted", () => {
    for (const said of [undefined, "", "192.0.2.1", "192.0.2.1, 10.0.0.5", "unknown", "x".repeat(9_000)])
      expect(clientAddress("::ffff:198.51.100.7", said, NOBODY)).toBe("198.51.100.7");
    expect(clientAddress("10.0.0.6", "192.0.2.1", PROXIES)).toBe("10.0.0.6");
    expect(clientAddress(undefined, "192.0.2.1", NOBODY)).toBeNull();
  });

  it("is the last one that no trusted proxy has, behind trusted ones", () => {
    const of = (said?: string) => clientAddress("::ffff:10.0.0.5", said, PROXIES);
    expect(of("192.0.2.1")).toBe("192.0.2.1");
    // The first two were invented by who asks.
    expect(of("127.0.0.1, 203.0.113.9, 192.0.2.1")).toBe("192.0.2.1");
    expect(of("192.0.2.1, 10.1.2.3,10.0.0.5")).toBe("192.0.2.1");
    expect(of("192.0.2.1:51234")).toBe("192.0.2.1");
    expect(of("[2001:DB8::1]:443, fd00::2")).toBe("2001:db8::1");
    expect(of("10.1.2.3")).toBe("10.1.2.3");
  });

  it("is the proxy's own where it wrote down nothing that is an address", () => {
    for (const said of [undefined, "", "unknown", "192.0.2.1, _hidden", "192.0.2.1,", "a\r\nb"])
      expect(clientAddress("10.0.0.5", said, PROXIES)).toBe("10.0.0.5");
  });
});

describe("TRUSTED_PROXIES", () => {
  it("is refused where an entry is no address and no network", () => {
    for (const text of [
      "proxy.example.com",
      "10.0.0.0/33",
      "10.0.0.0/",
      "10.0.0",
      "fd00::/129",
      "1.2.3.4/8/8",
      "*",
    ])
      expect(parseProxies(text), text).toMatchObject({ ok: false, error: { code: "settings-invalid" } });
  });
});

describe("a request that Next.js would break on", () => {
  const disarmed = (method: string, url: string) => {
    const request = { method, url } as IncomingMessage;
    disarm(request);
    return [request.method, request.url];
  };
  it("leads nowhere, and no other is changed", () => {
    expect(disarmed("GET", "/accounts/%ff")).toEqual(["GET", "/not-here"]);
    expect(disarmed("GET", "/%")).toEqual(["GET", "/not-here"]);
    expect(disarmed("TRACE", "/api/v1/accounts")).toEqual(["OPTIONS", "/api/v1/accounts"]);
    for (const url of ["/accounts/%C3%84?query=%ff", "/api/v1/accounts/..%2f", "*", "/"])
      expect(disarmed("POST", url)).toEqual(["POST", url]);
  });
});

describe("a server", () => {
  let listener: ((message: unknown) => void) | undefined;
  afterEach(() => {
    if (listener) unsubscribe("http.server.request.start", listener);
  });

  it.each([
    ["", "127.0.0.1"],
    ["127.0.0.0/8", "192.0.2.1"],
  ])(
    "that trusts %j reads the address that was written, not the one that was sent",
    async (proxies, expected) => {
      const isTrusted = trusting(proxies);
      listener = (message) => writeAddress((message as { request: IncomingMessage }).request, isTrusted);
      subscribe("http.server.request.start", listener);
      const server = createServer(({ headers }, response) => response.end(headers["x-forwarded-for"]));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const headers = { "X-Forwarded-For": ["203.0.113.9", "192.0.2.1"] };
      const seen = await new Promise<string>((resolve, reject) => {
        const asking = request({ host: "127.0.0.1", port, headers }, async (response) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          resolve(text);
        });
        asking.on("error", reject).end();
      });
      server.close();
      expect(seen).toBe(expected);
    },
  );
});
