import { readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { CHECKS, examine } from "@/lib/iis/doctor/doctor";
import { type SceneFacts, sceneOf } from "@/lib/iis/doctor/scene";
import { inventorySchema } from "@/lib/iis/inventory";
import { certificate } from "@/lib/pki/fixtures/openssl";

const der = certificate({ subject: "/C=DE/O=Contoso/CN=alice", days: 365 });
const stale = certificate({ subject: "/C=DE/O=Contoso/CN=bob", days: 1 });
const blob = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const NOW = Date.now() + 10 * 86_400_000;
/** So many days from now, to the second. */
const day = (days: number) => `${new Date(NOW + days * 86_400_000).toISOString().slice(0, 19)}Z`;
const off = { enabled: false };
const CA = "ab".repeat(20);

/** A site on Server 2022 at which nothing is wrong, as the windows back end reports it. */
function healthy() {
  const tls = {
    key: "0.0.0.0:443",
    certificate: "cd".repeat(20),
    store: "MY",
    negotiateClientCertificate: true,
    dsMapper: false,
    ctlStore: "",
    ctlIdentifier: "",
    http2Disabled: false,
    tls13Disabled: false,
    legacyTlsDisabled: false,
    checkMode: 0,
    serverCertificate: {
      found: true as boolean | null,
      hasPrivateKey: true as boolean | null,
      content: {
        subject: "CN=portal",
        issuer: "CN=Contoso CA",
        dnsNames: ["portal.contoso.example", "*.shop.contoso.example"] as string[] | null,
        notBefore: day(-10),
        notAfter: day(31),
        serverAuth: null as boolean | null,
      },
    },
  };
  const config = {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText" as "ClearText" | "Batch",
      defaultLogonDomain: "",
      oneToOneMappings: [
        { name: "Alice", enabled: true, userName: "CONTOSO\\alice", certificate: blob(der) },
      ],
      manyToOneMappings: [],
    },
    clientCertificateMappingAuthentication: off,
    access: { sslFlags: ["Ssl", "SslNegotiateCert", "SslRequireCert"] as string[] },
    anonymousAuthentication: off,
    basicAuthentication: off,
    digestAuthentication: off,
    windowsAuthentication: off,
  };
  const site = {
    id: "2",
    name: "Portal",
    state: "Started",
    physicalPath: "D:\\portal",
    uploadReadAheadSize: 49_152,
    readRights: [{ userName: "contoso\\ALICE", canRead: "yes" }],
    bindings: [
      { protocol: "https", bindingInformation: "*:443:", sslFlags: 0, tls: tls as typeof tls | null },
    ],
  };
  const host = {
    windowsBuild: "20348.2700",
    roleServices: [
      { name: "Web-Cert-Auth", installed: true },
      { name: "Web-Client-Auth", installed: false },
    ],
    modules: ["IISCertificateMappingAuthenticationModule"],
    schannel: { sendTrustedIssuerList: null as number | null, clientAuthTrustMode: null as number | null },
    rootsNotSelfSigned: [] as { subject: string; thumbprint: string }[],
    ntAuth: [CA],
    accounts: [{ userName: "CONTOSO\\alice", state: "enabled" }],
    chains: [{ sha256: bytesToHex(sha256(der)), problems: [] as string[] }],
  };
  const inventory = {
    sites: [site],
    mappingModuleInstalled: true,
    cryptoProviders: ["IISCngProvider"],
    observed: [{ scope: "Portal", config, stated: [], passwords: [] }],
    problems: [] as { message: string; line?: number; hresult?: string }[],
    host: host as Partial<typeof host> | undefined,
  };
  return {
    scope: "Portal",
    siteId: "2" as string | null,
    now: NOW,
    inventory,
    directoryCertificates: [] as SceneFacts["directoryCertificates"],
    noLogonRight: [] as { userName: string; logonMethod: "ClearText" | "Batch"; at: string }[],
    config,
    section: config.iisClientCertificateMappingAuthentication,
    site,
    host,
    binding: site.bindings[0] ?? { protocol: "", bindingInformation: "", sslFlags: 0, tls },
    tls,
  };
}
type World = ReturnType<typeof healthy>;

function verdicts(change: (world: World) => void) {
  const world = healthy();
  change(world);
  const { scope, siteId, now, directoryCertificates, noLogonRight } = world;
  const inventory = inventorySchema.parse(world.inventory);
  const inventoryAt = "2026-11-21T08:00:00.000Z";
  const facts = { scope, siteId, now, inventory, inventoryAt, directoryCertificates, noLogonRight };
  const results = examine(sceneOf(facts));
  return new Map(results.map((result) => [result.id, result]));
}

/** Active Directory maps, and everything that it needs is there. */
function byDirectory(world: World) {
  world.config.clientCertificateMappingAuthentication = { enabled: true };
  world.section.enabled = false;
  world.section.oneToOneMappings = [];
  world.host.roleServices = [
    { name: "Web-Cert-Auth", installed: false },
    { name: "Web-Client-Auth", installed: true },
  ];
  world.host.modules = ["CertificateMappingAuthenticationModule"];
  world.tls.dsMapper = true;
  world.directoryCertificates = [
    { name: "alice", hasUpn: true, hasSid: true, issuer: "CN=Contoso CA", issuerThumbprint: CA },
  ];
}

test("at a healthy site every check is fine, but for the right that no agent can see", () => {
  const found = verdicts(() => undefined);
  expect([...found.values()].filter(({ verdict }) => verdict !== "ok").map(({ id }) => id)).toEqual([
    "logon-right",
  ]);
  expect(found.get("logon-right")).toMatchObject({ verdict: "unknown" });
  expect(found.get("ssl-flags")).toMatchObject({ seenAt: "2026-11-21T08:00:00.000Z" });
});

test("at a healthy site with Active Directory mapping too, but for certificates that nobody lists", () => {
  const found = verdicts(byDirectory);
  expect(
    [...found.values()].filter(({ verdict }) => verdict !== "ok").map(({ id, verdict }) => [id, verdict]),
  ).toEqual([
    ["certificate-chains", "unknown"],
    ["revocation-reachable", "unknown"],
  ]);
});

const RED: [id: string, what: string, verdict: string, said: RegExp, break_: (world: World) => void][] = [
  [
    "role-service",
    "the other of the two is installed",
    "problem",
    /other one/,
    ({ host }) => {
      host.roleServices = [
        { name: "Web-Cert-Auth", installed: false },
        { name: "Web-Client-Auth", installed: true },
      ];
    },
  ],
  [
    "role-service",
    "Active Directory, the other one",
    "problem",
    /other one/,
    (world) => {
      byDirectory(world);
      world.host.roleServices = [
        { name: "Web-Cert-Auth", installed: true },
        { name: "Web-Client-Auth", installed: false },
      ];
    },
  ],
  [
    "module-enabled",
    "not in modules",
    "problem",
    /globalModules/,
    ({ inventory }) => {
      inventory.mappingModuleInstalled = false;
    },
  ],
  [
    "module-enabled",
    "Active Directory's",
    "problem",
    /not among/,
    (world) => {
      byDirectory(world);
      world.host.modules = [];
    },
  ],
  [
    "site-identity",
    "renamed",
    "problem",
    /called Partner now/,
    ({ site }) => {
      site.name = "Partner";
    },
  ],
  [
    "site-identity",
    "gone",
    "problem",
    /no site Portal/,
    ({ inventory }) => {
      inventory.sites = [];
    },
  ],
  [
    "site-identity",
    "another site took the name",
    "problem",
    /id 7.*had id 2 and is gone/,
    ({ site }) => {
      site.id = "7";
    },
  ],
  [
    "site-identity",
    "stopped",
    "warning",
    /stopped/,
    ({ site }) => {
      site.state = "Stopped";
    },
  ],
  [
    "mapping-section",
    "off",
    "problem",
    /is off/,
    ({ section }) => {
      section.enabled = false;
    },
  ],
  [
    "mapping-section",
    "one list off",
    "problem",
    /have no effect/,
    ({ section }) => {
      section.oneToOneCertificateMappingsEnabled = false;
    },
  ],
  [
    "mapping-section",
    "empty",
    "warning",
    /no mapping/,
    ({ section }) => {
      section.oneToOneMappings = [];
    },
  ],
  [
    "ssl-flags",
    "none",
    "problem",
    /does not ask/,
    ({ config, tls }) => {
      config.access.sslFlags = [];
      tls.negotiateClientCertificate = false;
    },
  ],
  [
    "ssl-flags",
    "required, not asked for",
    "problem",
    /requires/,
    ({ config, tls }) => {
      config.access.sslFlags = ["Ssl", "SslRequireCert"];
      tls.negotiateClientCertificate = false;
    },
  ],
  [
    "ssl-flags",
    "plain HTTP goes",
    "warning",
    /plain HTTP/,
    ({ config }) => {
      config.access.sslFlags = ["SslNegotiateCert"];
    },
  ],
  [
    "other-methods",
    "anonymous",
    "warning",
    /IUSR/,
    ({ config }) => {
      config.anonymousAuthentication = { enabled: true };
    },
  ],
  [
    "locks-and-scope",
    "locked",
    "problem",
    /may not stand/,
    ({ inventory }) => {
      inventory.problems = [
        { message: "access may not stand in a web.config.", line: 4, hresult: "0x80070021" },
      ];
    },
  ],
  [
    "locks-and-scope",
    "below the site",
    "problem",
    /below the site/,
    (world) => {
      world.scope = "Portal/app";
      for (const observed of world.inventory.observed) observed.scope = "Portal/app";
    },
  ],
  [
    "https-binding",
    "only http",
    "problem",
    /http \*:80:/,
    ({ binding }) => {
      binding.protocol = "http";
      binding.bindingInformation = "*:80:";
    },
  ],
  [
    "server-certificate",
    "no record",
    "problem",
    /No record/,
    ({ binding }) => {
      binding.tls = null;
    },
  ],
  [
    "server-certificate",
    "no certificate",
    "problem",
    /names no certificate/,
    ({ tls }) => {
      tls.certificate = "";
    },
  ],
  [
    "server-certificate",
    "not in its store",
    "problem",
    /0.0.0.0:443: (cd){20} is not in LocalMachine.MY/,
    ({ tls }) => {
      Object.assign(tls.serverCertificate, { found: false, hasPrivateKey: null, content: null });
    },
  ],
  [
    "server-certificate",
    "no private key",
    "problem",
    /has no private key in LocalMachine.WebHosting/,
    ({ tls }) => {
      tls.store = "WebHosting";
      tls.serverCertificate.hasPrivateKey = false;
    },
  ],
  [
    "server-certificate",
    "expired",
    "problem",
    /CN=portal expired at/,
    ({ tls }) => {
      tls.serverCertificate.content.notAfter = day(-1);
    },
  ],
  [
    "server-certificate",
    "not valid yet",
    "problem",
    /is not valid before/,
    ({ tls }) => {
      tls.serverCertificate.content.notBefore = day(1);
    },
  ],
  [
    "server-certificate",
    "expires within 30 days",
    "warning",
    /expires at/,
    ({ tls }) => {
      tls.serverCertificate.content.notAfter = day(30);
    },
  ],
  [
    "server-certificate",
    "for another use",
    "problem",
    /no server authentication/,
    ({ tls }) => {
      tls.serverCertificate.content.serverAuth = false;
    },
  ],
  [
    "server-certificate",
    "for another name",
    "problem",
    /covers www\.contoso\.example by none of its names \(portal\.contoso\.example, \*\.shop/,
    ({ binding }) => {
      binding.bindingInformation = "*:443:www.contoso.example";
    },
  ],
  [
    "server-certificate",
    "for no name, and expiring: the worse is said first",
    "problem",
    /no DNS name, so www\.contoso\.example.*expires at/,
    ({ binding, tls }) => {
      binding.bindingInformation = "*:443:www.contoso.example";
      Object.assign(tls.serverCertificate.content, { dnsNames: [], notAfter: day(2) });
    },
  ],
  [
    "late-negotiation",
    "on Server 2022",
    "problem",
    /connection of clients with TLS 1.3 is reset/,
    ({ tls }) => {
      tls.negotiateClientCertificate = false;
    },
  ],
  [
    "late-negotiation",
    "on Server 2025",
    "problem",
    /0x80070032/,
    ({ tls, host }) => {
      tls.negotiateClientCertificate = false;
      host.windowsBuild = "26100.1";
    },
  ],
  [
    "late-negotiation",
    "without TLS 1.3",
    "warning",
    /renegotiation/,
    ({ tls, binding }) => {
      tls.negotiateClientCertificate = false;
      binding.sslFlags = 32;
    },
  ],
  [
    "late-negotiation",
    "on Server 2019",
    "warning",
    /no TLS 1.3/,
    ({ tls, host }) => {
      tls.negotiateClientCertificate = false;
      host.windowsBuild = "17763.1";
    },
  ],
  [
    "upload-read-ahead",
    "asked late",
    "warning",
    /49,152.*413/,
    ({ tls }) => {
      tls.negotiateClientCertificate = false;
    },
  ],
  [
    "ds-mapper",
    "off",
    "problem",
    /DS mapper is off/,
    (world) => {
      byDirectory(world);
      world.tls.dsMapper = false;
    },
  ],
  [
    "ds-mapper",
    "restart pending",
    "warning",
    /not been restarted/,
    (world) => {
      byDirectory(world);
      Object.assign(world.host, { restartPendingSince: "2026-11-21T07:00:00.000Z" });
    },
  ],
  [
    "ds-mapper",
    "on for nothing",
    "warning",
    /but the DS mapper is on/,
    ({ tls }) => {
      tls.dsMapper = true;
    },
  ],
  [
    "roots-self-signed",
    "one",
    "problem",
    /CN=Odd/,
    ({ host }) => {
      host.rootsNotSelfSigned = [{ subject: "CN=Odd", thumbprint: CA }];
    },
  ],
  [
    "certificate-chains",
    "untrusted",
    "problem",
    /Alice: UntrustedRoot/,
    ({ host }) => {
      host.chains = [{ sha256: bytesToHex(sha256(der)), problems: ["UntrustedRoot"] }];
    },
  ],
  [
    "revocation-reachable",
    "offline",
    "problem",
    /No revocation list/,
    ({ host }) => {
      host.chains = [
        { sha256: bytesToHex(sha256(der)), problems: ["RevocationStatusUnknown", "OfflineRevocation"] },
      ];
    },
  ],
  [
    "revocation-reachable",
    "switched off",
    "warning",
    /does not check revocation on 0\.0\.0\.0:443/,
    ({ tls }) => {
      tls.checkMode = 1;
    },
  ],
  [
    "mapped-certificates",
    "expired",
    "warning",
    /expired/,
    ({ section }) => {
      section.oneToOneMappings = [
        { name: "Bob", enabled: true, userName: "CONTOSO\\alice", certificate: blob(stale) },
      ];
    },
  ],
  [
    "mapped-certificates",
    "cut off",
    "problem",
    /cannot be read/,
    ({ section }) => {
      section.oneToOneMappings = [
        { name: "Alice", enabled: true, userName: "CONTOSO\\alice", certificate: blob(der).slice(0, 400) },
      ];
    },
  ],
  [
    "issuer-list",
    "is sent",
    "warning",
    /SendTrustedIssuerList is 1/,
    ({ host }) => {
      host.schannel.sendTrustedIssuerList = 1;
    },
  ],
  [
    "issuer-list",
    "another trust mode",
    "warning",
    /ClientAuthTrustMode is 2/,
    ({ host }) => {
      host.schannel.clientAuthTrustMode = 2;
    },
  ],
  [
    "issuer-list",
    "a list of old",
    "warning",
    /certificate trust list/,
    ({ tls }) => {
      tls.ctlIdentifier = "Partners";
    },
  ],
  [
    "account-state",
    "locked out",
    "problem",
    /locked out \(1909\)/,
    ({ host }) => {
      host.accounts = [{ userName: "contoso\\Alice", state: "locked-out" }];
    },
  ],
  [
    "read-right",
    "none",
    "problem",
    /may not read D:\\portal/,
    ({ site }) => {
      site.readRights = [{ userName: "CONTOSO\\alice", canRead: "no" }];
    },
  ],
  [
    "logon-right",
    "Batch",
    "warning",
    /SeBatchLogonRight/,
    ({ section }) => {
      section.logonMethod = "Batch";
    },
  ],
  [
    "logon-right",
    "seen by a push",
    "problem",
    /CONTOSO\\Alice \(2026-11-20\).*1385/,
    (world) => {
      world.noLogonRight = [{ userName: "CONTOSO\\Alice", logonMethod: "ClearText", at: "2026-11-20" }];
    },
  ],
  [
    "ssl-flags",
    "one binding of two asks",
    "problem",
    /Nor does the binding 10\.0\.0\.1:443/,
    ({ config, site, binding, tls }) => {
      config.access.sslFlags = ["Ssl"];
      const other = { ...tls, key: "10.0.0.1:443", negotiateClientCertificate: false };
      site.bindings.push({ ...binding, bindingInformation: "10.0.0.1:443:", tls: other });
    },
  ],
  [
    "directory-alone",
    "both",
    "problem",
    /both on/,
    (world) => {
      byDirectory(world);
      world.section.enabled = true;
    },
  ],
  [
    "nt-auth",
    "not in it",
    "problem",
    /CN=Contoso CA/,
    (world) => {
      byDirectory(world);
      world.host.ntAuth = ["ef".repeat(20)];
    },
  ],
  [
    "nt-auth",
    "empty",
    "problem",
    /empty/,
    (world) => {
      byDirectory(world);
      world.host.ntAuth = [];
    },
  ],
  [
    "strong-mapping",
    "UPN only",
    "warning",
    /1 of 1/,
    (world) => {
      byDirectory(world);
      world.directoryCertificates = world.directoryCertificates.map((each) => ({ ...each, hasSid: false }));
    },
  ],
];

describe("one broken fact turns its check", () => {
  test.each(RED)("%s: %s", (id, _what, verdict, said, change) => {
    const found = verdicts(change).get(id);
    expect(found).toMatchObject({ verdict, seen: expect.stringMatching(said) });
    expect(found?.fix).not.toBe("");
  });

  test("and no check lacks a case", () => {
    const covered = new Set(RED.map(([id]) => id));
    expect(CHECKS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });
});

describe("what is not known is said to be unknown", () => {
  test("an agent that knows a file only", () => {
    const found = verdicts(({ inventory, site }) => {
      inventory.host = undefined;
      const bare = {
        id: site.id,
        name: site.name,
        bindings: [{ protocol: "https", bindingInformation: "*:443:" }],
      };
      Object.assign(inventory, { sites: [bare] });
    });
    const ofHost = [
      "role-service",
      "server-certificate",
      "late-negotiation",
      "roots-self-signed",
      "certificate-chains",
      "revocation-reachable",
      "issuer-list",
      "account-state",
      "read-right",
    ];
    for (const id of ofHost) expect([id, found.get(id)?.verdict]).toEqual([id, "unknown"]);
    for (const { byHand } of found.values()) expect(byHand).not.toBe("");
  });

  test("no report at all: nothing is called fine", () => {
    const facts = { scope: "O'Hara", siteId: null, now: NOW, inventory: null, inventoryAt: null };
    const results = examine(sceneOf({ ...facts, directoryCertificates: [] }));
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(["unknown"]));
    expect(results.find(({ id }) => id === "https-binding")?.byHand).toContain("'O''Hara'");
  });
});

test("what the next push can mend is named: the draft, or the binding's flags", () => {
  const asks = verdicts(({ tls }) => {
    tls.negotiateClientCertificate = false;
  }).get("late-negotiation");
  expect(asks?.fixInNextPush).toMatchObject({
    kind: "binding-flags",
    wishes: [{ key: "0.0.0.0:443", negotiateClientCertificate: true }],
  });
  const open = verdicts(({ config }) => {
    config.anonymousAuthentication = { enabled: true };
  }).get("other-methods");
  expect(open?.fixInNextPush).toMatchObject({ kind: "draft-change", change: "other-methods-off" });
});

test("the documentation has every check with its source", () => {
  const text = readFileSync("docs/use/doctor.md", "utf8");
  for (const { id, title } of CHECKS) expect(text).toContain(`| **${title}** (\`${id}\`) |`);
  for (const { source } of CHECKS) expect(text).toContain(source);
});

test("offers no push that must fail: a Windows before 1703 cannot change a record of http.sys", () => {
  const late = (windowsBuild: string) =>
    verdicts(({ host, tls }) => {
      host.windowsBuild = windowsBuild;
      tls.negotiateClientCertificate = false;
    }).get("late-negotiation");
  expect(late("14393.7000")?.fixInNextPush).toBeUndefined();
  expect(late("14393.7000")?.fix).toMatch(/14393\.7000 cannot change/);
  expect(late("17763.1")?.fixInNextPush).toMatchObject({ kind: "binding-flags" });
});

test("nothing is fine that nobody looked at", () => {
  const rules = verdicts(({ section }) => {
    const rule = {
      name: "all",
      description: "",
      enabled: true,
      permissionMode: "Allow",
      userName: "CONTOSO\\all",
      rules: [],
    };
    section.oneToOneMappings = [];
    Object.assign(section, { manyToOneMappings: [rule] });
  });
  for (const id of ["certificate-chains", "revocation-reachable"])
    expect(rules.get(id)).toMatchObject({
      verdict: "unknown",
      seen: expect.stringMatching(/many-to-one.*certutil/),
    });
  const old = verdicts(({ tls }) => Object.assign(tls, { checkMode: undefined }));
  expect(old.get("revocation-reachable")).toMatchObject({
    verdict: "unknown",
    seen: expect.stringMatching(/certcheckmode/),
  });
});

test("of a server certificate the names and dates are shown, and what could not be read is not made up", () => {
  const found = (change: (world: World) => void) => verdicts(change).get("server-certificate");
  const said = `0.0.0.0:443: CN=portal from MY, ${day(-10).slice(0, 10)} to ${day(31).slice(0, 10)}, for portal.contoso.example, *.shop.contoso.example.`;
  expect(found(() => undefined)?.seen).toContain(said);
  for (const host of ["PORTAL.contoso.example", "a.shop.contoso.example"])
    expect(
      found(({ binding }) => Object.assign(binding, { bindingInformation: `*:443:${host}` }))?.verdict,
    ).toBe("ok");
  const gaps: [RegExp, (world: World) => void][] = [
    [/agent is too old/, ({ tls }) => Object.assign(tls, { serverCertificate: undefined })],
    [
      /central certificate store/,
      ({ tls }) =>
        Object.assign(tls, { kind: "central-store", certificate: "", serverCertificate: undefined }),
    ],
    [
      /LocalMachine.MY could not be read/,
      ({ tls }) => Object.assign(tls.serverCertificate, { found: null, hasPrivateKey: null, content: null }),
    ],
    [/certificate could not be read/, ({ tls }) => Object.assign(tls.serverCertificate, { content: null })],
    [
      /private key could not be read/,
      ({ tls }) => Object.assign(tls.serverCertificate, { hasPrivateKey: null }),
    ],
    [
      /names could not be read/,
      ({ binding, tls }) => {
        binding.bindingInformation = "*:443:www.contoso.example";
        tls.serverCertificate.content.dnsNames = null;
      },
    ],
  ];
  for (const [words, change] of gaps)
    expect(found(change)).toMatchObject({ verdict: "unknown", seen: expect.stringMatching(words) });
});

test("who has the right to log on is not made up", () => {
  const interactive = verdicts(({ section }) => Object.assign(section, { logonMethod: "Interactive" }));
  expect(interactive.get("logon-right")).toMatchObject({
    verdict: "unknown",
    seen: expect.stringMatching(/Users have it on a member server/),
  });
});
