import { expect, test } from "vitest";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { type Inventory, inventorySchema } from "@/lib/iis/inventory";

const OLD = {
  sites: [
    { id: "1", name: "Default Web Site", bindings: [{ protocol: "https", bindingInformation: "*:443:" }] },
  ],
  mappingModuleInstalled: true,
  cryptoProviders: ["AesProvider"],
  observed: [],
  problems: [],
};
const tls = {
  key: "0.0.0.0:443",
  kind: "ip-port",
  certificate: "ab".repeat(20),
  store: "MY",
  negotiateClientCertificate: true,
  dsMapper: false,
  ctlStore: "",
  ctlIdentifier: "",
} as const;
const NEW: Inventory = {
  ...OLD,
  sites: [
    {
      id: "1",
      name: "Default Web Site",
      state: "Started",
      physicalPath: "C:\\inetpub\\wwwroot",
      uploadReadAheadSize: 49152,
      bindings: [
        { protocol: "https", bindingInformation: "*:443:", sslFlags: 0, tls },
        { protocol: "https", bindingInformation: "*:444:", sslFlags: 0, tls: null },
      ],
      readRights: [{ userName: "CONTOSO\\alice", canRead: "unknown" }],
    },
  ],
  host: {
    iisVersion: "10.0",
    windowsVersion: "Windows Server 2022 Standard",
    windowsBuild: "20348.2700",
    roleServices: [{ name: "Web-Cert-Auth", installed: true }],
    modules: ["IISCertificateMappingAuthenticationModule"],
    schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: 2 },
    rootsNotSelfSigned: [{ subject: "CN=Issuing CA", thumbprint: "cd".repeat(20) }],
    ntAuth: [],
    accounts: [{ userName: "CONTOSO\\alice", state: "locked-out" }],
    chains: [{ sha256: "ef".repeat(32), problems: ["RevocationStatusUnknown", "OfflineRevocation"] }],
    languageMode: "FullLanguage",
    executionPolicy: "RemoteSigned",
    sharedConfiguration: null,
  },
};

test("what older agents report still parses, and so does all that a Windows agent knows", () => {
  expect(inventorySchema.parse(OLD)).toEqual(OLD);
  expect(inventorySchema.parse(NEW)).toEqual(NEW);
});

test("a text without an end is refused", () => {
  const windowsVersion = "W".repeat(100_000);
  expect(inventorySchema.safeParse({ ...OLD, host: { windowsVersion } }).success).toBe(false);
});

test("a wish names something, each binding once", () => {
  const key = "www.contoso.com:443";
  expect(bindingWishesSchema.safeParse([{ key, dsMapper: false }]).success).toBe(true);
  expect(bindingWishesSchema.safeParse([{ key }]).success).toBe(false);
  expect(bindingWishesSchema.safeParse([{ key, reject: true }]).success).toBe(false);
  const twice = [
    { key, dsMapper: true },
    { key: key.toUpperCase(), ctlStore: "" },
  ];
  expect(bindingWishesSchema.safeParse(twice).success).toBe(false);
});
