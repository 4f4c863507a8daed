import { expect, it } from "vitest";
import { findingsAfterPush } from "@/lib/iis/doctor/after-push";
import type { Inventory } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

const TLS = {
  key: "0.0.0.0:443",
  certificate: "ab".repeat(20),
  store: "MY",
  negotiateClientCertificate: false,
  dsMapper: false,
  ctlStore: "",
  ctlIdentifier: "",
};
const WISH = { key: TLS.key, negotiateClientCertificate: true };
const DESIRED: SiteConfig = {
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings: [],
    manyToOneMappings: [
      {
        name: "all",
        enabled: true,
        permissionMode: "Allow",
        userName: "CONTOSO\\all",
        rules: [],
        description: "",
      },
    ],
  },
  access: { sslFlags: ["Ssl", "SslNegotiateCert"] },
};

function found(scope: string, live: SiteConfig, wishes = [WISH]) {
  const inventory: Inventory = {
    sites: [
      {
        id: "1",
        name: "Portal",
        bindings: [{ protocol: "https", bindingInformation: "*:443:", sslFlags: 0, tls: TLS }],
      },
    ],
    mappingModuleInstalled: true,
    cryptoProviders: [],
    observed: [{ scope, config: live, stated: [], passwords: [] }],
    problems: [],
    host: { windowsBuild: "20348.1" },
  };
  const facts = { scope, now: 0, inventory, inventoryAt: null, siteId: null };
  return findingsAfterPush(facts, DESIRED, wishes).map(({ id, verdict }) => [id, verdict]);
}

it("looks at what the push leaves as it is, together with what it brings", () => {
  expect(found("Portal", { anonymousAuthentication: { enabled: true } })).toEqual([
    ["other-methods", "warning"],
  ]);
  expect(found("Portal", { anonymousAuthentication: { enabled: false }, access: { sslFlags: [] } })).toEqual(
    [],
  );
});

it("names the problems first, such as a certificate that is asked for too late for TLS 1.3", () => {
  expect(found("Portal", { windowsAuthentication: { enabled: true } }, [])).toEqual([
    ["late-negotiation", "problem"],
    ["other-methods", "warning"],
    ["upload-read-ahead", "warning"],
  ]);
});

it("says nothing of a place that was never reported, and nothing of bindings at the level of the server", () => {
  expect(found("", { anonymousAuthentication: { enabled: true } })).toEqual([]);
  expect(
    findingsAfterPush({ scope: "", now: 0, inventory: null, inventoryAt: null, siteId: null }, DESIRED, []),
  ).toEqual([]);
});
