import { beforeEach, describe, expect, test } from "vitest";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { RECORD } from "@/agent/windows/testing/fake-iis";
import { CONFIG, ScriptedWindows, value } from "@/agent/windows/testing/scripted-windows";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";
import { ok } from "@/lib/errors";
import { inventorySchema } from "@/lib/iis/inventory";
import { certificate } from "@/lib/pki/fixtures/openssl";

let windows: ScriptedWindows;

beforeEach(() => {
  windows = new ScriptedWindows();
});

describe("a report", () => {
  test("has all that the contract knows, and no password", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const inventory = await windows.backEnd.inventory([]);
    expect(inventorySchema.safeParse(inventory).error).toBeUndefined();
    expect(inventory.problems).toEqual([]);
    const site = inventory.sites.find(({ name }) => name === PLAIN_SITE);
    expect(site).toMatchObject({
      state: "Started",
      physicalPath: "C:\\inetpub\\wwwroot",
      readRights: [{ userName: "CONTOSO\\alice", canRead: "no" }],
    });
    expect(site?.bindings[1]?.tls).toMatchObject({ key: "0.0.0.0:443", certificate: RECORD.certificate });
    expect(inventory.host).toMatchObject({
      windowsBuild: "20348.2700",
      roleServices: expect.arrayContaining([{ name: "Web-Cert-Auth", installed: true }]),
      sharedConfiguration: null,
      schannel: { sendTrustedIssuerList: null, clientAuthTrustMode: 0 },
    });
    const observed = inventory.observed.find(({ scope }) => scope === PLAIN_SITE);
    expect(observed?.passwords).toMatchObject([{ state: "encrypted", provider: "AesProvider" }]);
    expect(observed?.passwords[0]?.mark).toMatch(/^[0-9a-f]{64}$/);
    expect(observed?.stated).toContain("access");
    expect(JSON.stringify(inventory)).not.toMatch(/geh|Z2Vo/);
  });

  test("gives the same mark until the password changes", async () => {
    const markNow = async () => {
      const { observed } = await windows.backEnd.inventory([]);
      return observed.find(({ scope }) => scope === PLAIN_SITE)?.passwords[0]?.mark;
    };
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const first = await markNow();
    windows.restart();
    expect(await markNow()).toBe(first);
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG, { password: "another" }))));
    expect(await markNow()).not.toBe(first);
  });

  test("asks for slow facts once, and again when there is more to ask", async () => {
    const asked = () => windows.iis.operations.filter((operation) => operation === "facts").length;
    await windows.backEnd.inventory([]);
    await windows.backEnd.inventory([]);
    expect(asked()).toBe(1);
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    await windows.backEnd.inventory([]);
    expect(asked()).toBe(2);
  });

  test("comes to every certificate, also when there is time for one chain only, and an agent is started in between", async () => {
    windows.iis.chainsAtOnce = 1;
    value(
      await windows.backEnd.commit(value(await windows.plan(mappings(oneToOne("alice"), oneToOne("bob"))))),
    );
    const tried = async () =>
      (await windows.restart().inventory([])).host?.chains?.map(({ sha256 }) => sha256) ?? [];
    const all = new Set([...(await tried()), ...(await tried()), ...(await tried())]);
    expect(all.size).toBeGreaterThan(2);
  });

  test("reads the server certificate from the store of its record, again when it is another one", async () => {
    const der = certificate({
      subject: "/CN=www",
      extensions: [
        "subjectAltName = DNS:www.contoso.example,DNS:*.contoso.example,IP:10.0.0.1",
        "extendedKeyUsage = clientAuth",
      ],
    });
    const seen = async () => {
      const { sites } = await windows.backEnd.inventory([]);
      return sites.find(({ name }) => name === PLAIN_SITE)?.bindings[1]?.tls?.serverCertificate;
    };
    expect(await seen()).toEqual({ found: false, hasPrivateKey: null, content: null });
    const renewed = "0f".repeat(20);
    windows.iis.stores.WebHosting = { [renewed]: { der, hasPrivateKey: true } };
    windows.iis.records = [{ ...RECORD, store: "WebHosting", certificate: renewed }];
    expect(await seen()).toEqual({
      found: true,
      hasPrivateKey: true,
      content: {
        subject: "CN=www",
        issuer: "CN=www",
        dnsNames: ["www.contoso.example", "*.contoso.example"],
        notBefore: expect.stringMatching(/^\d{4}-.*Z$/),
        notAfter: expect.stringMatching(/^\d{4}-.*Z$/),
        serverAuth: false,
      },
    });
    windows.iis.records = [
      { ...RECORD, store: "Gone" },
      { ...RECORD, key: "0.0.0.0:80", store: "OfNoHttpsBinding" },
      { ...RECORD, key: "partners.contoso.example:443", kind: "host-port", store: "GONE" },
      { ...RECORD, key: "intranet.contoso.example:443", kind: "host-port", certificate: "" },
    ];
    expect(await seen()).toEqual({ found: null, hasPrivateKey: null, content: null });
    expect(JSON.parse(windows.iis.documents.at(-1) ?? "").serverCertificates).toEqual([
      { store: "GONE", thumbprint: RECORD.certificate },
    ]);
  });

  test("shows only the sites that were agreed", async () => {
    const { observed } = await windows.backEnd.inventory([PLAIN_SITE]);
    expect(observed.map(({ scope }) => scope)).toEqual([PLAIN_SITE]);
  });

  test("of a server that is being written is read once more", async () => {
    windows.iis.meanwhile = () =>
      windows.iis.edit((file) => file.replace("</configuration>", "<!-- mine --></configuration>"));
    const inventory = await windows.backEnd.inventory([]);
    expect(inventory.unreadable).toBeUndefined();
  });

  test("says what keeps it from reading", async () => {
    const { run, readFile } = windows.iis;
    const mute = createWindowsBackEnd({
      run: async () => ok({ stdout: "", stderr: "PSSecurityException", exitCode: 1, timedOut: false }),
      readFile,
      ownKey: "k".repeat(43),
      memory: windows.memory(),
    });
    expect((await mute.inventory([])).unreadable?.code).toBe("script-policy");
    expect(run).toBeDefined();
  });
});
