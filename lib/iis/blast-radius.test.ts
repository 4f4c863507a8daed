import { expect, test } from "vitest";
import { bindingChanges, blastRadius, recordForBinding } from "@/lib/iis/blast-radius";
import type { Inventory, TlsRecord } from "@/lib/iis/inventory";

function record(key: string): TlsRecord {
  return {
    key,
    certificate: "ab".repeat(20),
    store: "MY",
    negotiateClientCertificate: false,
    dsMapper: false,
    ctlStore: "",
    ctlIdentifier: "",
  };
}
type Binding = Inventory["sites"][number]["bindings"][number];
const https = (bindingInformation: string, sslFlags = 0, tls?: TlsRecord | null): Binding => ({
  protocol: "https",
  bindingInformation,
  sslFlags,
  ...(tls === undefined ? {} : { tls }),
});
const site = (name: string, ...bindings: Binding[]) => ({ id: name, name, bindings });

test.each<[string, number, string | undefined]>([
  ["*:443:", 0, "0.0.0.0:443"],
  ["*:443:www.contoso.com", 0, "0.0.0.0:443"],
  ["*:443:WWW.contoso.com", 1, "www.contoso.com:443"],
  ["*:443:other.contoso.com", 1, undefined],
  ["*:443:any.contoso.com", 3, "*:443"],
  ["10.0.0.5:443:", 0, "10.0.0.5:443"],
  ["10.0.0.6:443:", 0, "0.0.0.0:443"],
  ["[fe80::1]:443:", 0, "[fe80::1]:443"],
  ["*:444:", 0, undefined],
  ["nonsense", 0, undefined],
])("%s with flags %i is answered by %s", (bindingInformation, sslFlags, key) => {
  const keys = ["0.0.0.0:443", "www.contoso.com:443", "*:443", "10.0.0.5:443", "[fe80::1]:443"];
  expect(recordForBinding(https(bindingInformation, sslFlags), keys.map(record))?.key).toBe(key);
});

test("the other sites on an address are hit, those with a record of their own are not", () => {
  const sites = [
    site("Own", https("*:443:")),
    site("Same", https("*:443:same.contoso.com"), { protocol: "http", bindingInformation: "*:80:" }),
    site("Sni", https("*:443:sni.contoso.com", 1)),
    site("Port", https("*:8443:")),
    site("Plain", { protocol: "http", bindingInformation: "*:443:" }),
  ];
  expect(blastRadius(sites, "own", "0.0.0.0:443")).toEqual([
    { name: "Same", bindings: ["*:443:same.contoso.com"] },
  ]);
  expect(blastRadius(sites, "", "0.0.0.0:443").map(({ name }) => name)).toEqual(["Own", "Same"]);
});

test("what the agent found outranks what follows from the binding", () => {
  const exact = record("10.0.0.5:443");
  const sites = [
    site("A", https("10.0.0.5:443:", 0, exact)),
    site("B", https("*:443:", 0, null)),
    site("C", https("10.0.0.5:443:c", 0, record("0.0.0.0:443"))),
  ];
  expect(blastRadius(sites, "A", "10.0.0.5:443")).toEqual([]);
  expect(blastRadius(sites, "A", "0.0.0.0:443").map(({ name }) => name)).toEqual(["C"]);
});

test("a plan has what differs, with what is there where it is known", () => {
  const sites = [
    site("A", https("*:443:", 0, record("0.0.0.0:443"))),
    site("B", https("*:443:b", 0, record("0.0.0.0:443"))),
  ];
  const wish = { key: "0.0.0.0:443", dsMapper: false, negotiateClientCertificate: true };
  expect(bindingChanges([wish], sites, "A")).toEqual([
    {
      key: "0.0.0.0:443",
      fields: [{ field: "negotiateClientCertificate", before: false, after: true }],
      others: [{ name: "B", bindings: ["*:443:b"] }],
    },
  ]);
  expect(bindingChanges([{ key: "0.0.0.0:443", dsMapper: false }], sites, "A")).toEqual([]);
  const unknown = [site("A", https("*:443:"))];
  expect(bindingChanges([{ key: "0.0.0.0:443", ctlStore: "X" }], unknown, "A")[0]?.fields).toEqual([
    { field: "ctlStore", before: null, after: "X" },
  ]);
});
