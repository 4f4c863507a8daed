import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { BackEnd, Plan } from "@/agent/back-end";
import { MAPPED_SITE, mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { openMemory } from "@/agent/windows/memory";
import { FakeIis, RECORD } from "@/agent/windows/testing/fake-iis";
import { createWindowsBackEnd } from "@/agent/windows/windows-back-end";
import { fail, ok, type Result } from "@/lib/errors";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { inventorySchema } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";

const folder = mkdtempSync(join(tmpdir(), "certmap-windows-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PASSWORD = "geh\u00e4im \u{1f511} 'q\"";
const CONFIG = mappings(oneToOne("alice"));
let iis: FakeIis;
let backEnd: BackEnd;
let memoryFile: string;
let count = 0;

function makeBackEnd(): BackEnd {
  const { run, readFile } = iis;
  return createWindowsBackEnd({ run, readFile, ownKey: "k".repeat(43), memory: openMemory(memoryFile) });
}

beforeEach(() => {
  iis = new FakeIis();
  memoryFile = join(folder, `${count++}.json`);
  backEnd = makeBackEnd();
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function plan(
  config: SiteConfig,
  more: { scope?: string; password?: string | undefined; bindings?: BindingWish[] } = {},
): Promise<Result<Plan>> {
  const { scope = PLAIN_SITE, bindings } = more;
  const password = "password" in more ? more.password : PASSWORD;
  return backEnd.plan({
    scope,
    config,
    passwords: { open: async () => ok(password) },
    allowEmpty: true,
    ...(bindings ? { bindings } : {}),
  });
}

async function digestNow(config: SiteConfig, scope = PLAIN_SITE): Promise<string> {
  const live = value(value(await backEnd.readState()).effective(scope));
  return digestSiteConfig(onlySectionsOf(config, live));
}

async function fingerprint(scope = PLAIN_SITE): Promise<string> {
  return value(await backEnd.readState()).fingerprint(scope);
}

const text = (): string => Buffer.from(iis.bytes()).toString("utf8");

describe("a push", () => {
  test("is planned with what is there and what will be, and written as planned", async () => {
    const planned = value(await plan(CONFIG));
    expect(planned.before).toBe(await fingerprint());
    expect(planned.before).not.toBe(planned.after);
    value(await backEnd.commit(planned));
    expect(await digestNow(CONFIG)).toBe(digestSiteConfig(CONFIG));
    expect(await fingerprint()).toBe(planned.after);
    const again = value(await plan(CONFIG));
    expect(again.after).toBe(again.before);
  });

  test("writes only what differs or is not stated", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    const changed: SiteConfig = { ...CONFIG, access: { sslFlags: [] } };
    const planned = value(await plan(changed));
    expect(Object.keys(JSON.parse(Buffer.from(planned.content).toString()).request.sections)).toEqual([
      "access",
    ]);
    expect(Buffer.from(planned.content).toString()).toContain('"sslFlags":"None"');
    value(await backEnd.commit(planned));
    expect(await digestNow(changed)).toBe(digestSiteConfig(changed));
  });

  test("is refused when somebody wrote since the plan, and nothing is written", async () => {
    const planned = value(await plan(CONFIG));
    iis.edit((file) => file.replace("</configuration>", "<!-- mine --></configuration>"));
    const before = text();
    expect(await backEnd.commit(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
    expect(text()).toBe(before);
  });

  test("is refused when a record of http.sys changed since the plan", async () => {
    const planned = value(await plan(CONFIG));
    iis.records = [{ ...RECORD, certificate: "cd".repeat(20) }];
    expect(await backEnd.commit(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
  });

  test("is refused where the configuration is shared with other servers", async () => {
    iis.sharedConfiguration = "\\\\files\\iis";
    expect(await plan(CONFIG)).toMatchObject({ error: { code: "shared-configuration" } });
  });

  test("that the core would refuse never reaches IIS", async () => {
    const damaged = mappings({ ...oneToOne("alice"), certificate: "!!" });
    expect((await plan(damaged)).ok).toBe(false);
    expect(iis.operations).toEqual(["read"]);
  });

  test("of the AD section says that a restart is needed, until a later start was seen", async () => {
    const config: SiteConfig = { clientCertificateMappingAuthentication: { enabled: true } };
    const planned = value(await plan(config));
    expect(planned.warnings.join()).toMatch(/restart/);
    value(await backEnd.commit(planned));
    iis.startedAt = "2020-01-01T00:00:00.000Z";
    expect((await backEnd.inventory([])).host?.restartPendingSince).toBeDefined();
    iis.startedAt = "2100-01-01T00:00:00.000Z";
    expect((await makeBackEnd().inventory([])).host?.restartPendingSince).toBeUndefined();
    iis.startedAt = "2020-01-01T00:00:00.000Z";
    expect((await makeBackEnd().inventory([])).host?.restartPendingSince).toBeUndefined();
  });
});

describe("a password", () => {
  test("goes to the script alone, and is in no plan that is kept", async () => {
    const planned = value(await plan(CONFIG));
    expect(Buffer.from(planned.backup).toString()).not.toContain("geh");
    value(await backEnd.commit(planned));
    const writing = iis.documents.filter((document) => document.includes('"commit"'));
    expect(writing).toHaveLength(1);
    expect(
      JSON.parse(writing[0] ?? "").sections.iisClientCertificateMappingAuthentication.oneToOneMappings[0]
        .password,
    ).toBe(PASSWORD);
    for (const document of iis.documents)
      if (!writing.includes(document)) expect(document).not.toContain("geh");
  });

  test("that the server has already is kept, and not written again", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    expect(value(await plan(CONFIG)).content).toHaveLength(0);
    const more = mappings(oneToOne("alice"), oneToOne("bob", "CONTOSO\\alice"));
    const planned = value(await plan(more, { password: undefined }));
    const entries = JSON.parse(Buffer.from(planned.content).toString()).request.sections
      .iisClientCertificateMappingAuthentication.oneToOneMappings;
    const place = `o:${oneToOne("alice").certificate}`;
    expect(entries.map(({ keep }: { keep: string }) => keep)).toEqual([place, place]);
    value(await backEnd.commit(planned));
    expect(await fingerprint()).toBe(planned.after);
  });

  test("that is newer in the console replaces the server's", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    const planned = value(await plan(CONFIG, { password: "another" }));
    expect(planned.after).not.toBe(planned.before);
    value(await backEnd.commit(planned));
    expect(await fingerprint()).toBe(planned.after);
  });

  test("that nobody has stops the plan", async () => {
    expect(await plan(CONFIG, { password: undefined })).toMatchObject({
      error: { code: "password-missing" },
    });
  });

  test("that the console keeps back in a dry run is named where it would go, and asked for nowhere else", async () => {
    const dry = {
      open: async () => ok(undefined),
      withheld: (userName: string) => userName === "CONTOSO\\alice",
    };
    const ask = (config: SiteConfig) =>
      backEnd.plan({ scope: PLAIN_SITE, config, passwords: dry, allowEmpty: true });
    expect(value(await ask(CONFIG))).toMatchObject({ newPasswords: ["CONTOSO\\alice"] });
    const bob = await ask(mappings(oneToOne("alice"), oneToOne("bob")));
    expect(bob).toMatchObject({ error: { code: "password-missing" } });
    value(await backEnd.commit(value(await plan(CONFIG))));
    const again = value(await ask(CONFIG));
    expect(again).toMatchObject({ newPasswords: [], after: again.before });
  });

  test("that cannot be opened stops the plan", async () => {
    const planned = await backEnd.plan({
      scope: PLAIN_SITE,
      config: CONFIG,
      passwords: { open: async () => fail("password-unreadable", "Not for this agent.") },
      allowEmpty: true,
    });
    expect(planned).toMatchObject({ error: { code: "password-unreadable" } });
  });

  test.each([1326, 1909, 1331])(
    "that Windows refuses with %i is tried once and stops the push",
    async (code) => {
      const two = mappings(oneToOne("alice"), oneToOne("bob", "contoso\\ALICE"));
      const planned = value(await plan(two));
      iis.logonResult = code;
      const tried = await backEnd.tryLogons?.(planned);
      expect(tried).toMatchObject({ ok: false, error: { code: "logon-refused" } });
      expect(JSON.stringify(tried)).not.toContain("geh");
      expect(iis.operations.filter((operation) => operation === "logon")).toHaveLength(1);
    },
  );

  test.each([1385, 1311])("of an account that cannot be tried (%i) is a warning", async (code) => {
    iis.logonResult = code;
    const tried = await backEnd.tryLogons?.(value(await plan(CONFIG)));
    expect(tried).toMatchObject({ ok: true, value: [expect.stringContaining(String(code))] });
  });

  test("that is on the server already is not tried again", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    const more = mappings(oneToOne("alice"), oneToOne("bob", "CONTOSO\\alice"));
    expect(await backEnd.tryLogons?.(value(await plan(more)))).toEqual(ok([]));
    expect(iis.operations).not.toContain("logon");
  });
});

describe("http.sys records", () => {
  const wish: BindingWish[] = [
    { key: "0.0.0.0:443", negotiateClientCertificate: true, ctlStore: "Partners" },
  ];

  test("change in the named bits, and every other bit stays", async () => {
    const planned = value(await plan(CONFIG, { bindings: wish }));
    value(await backEnd.commit(planned));
    expect(iis.records).toEqual([{ ...RECORD, flags: 0x80000042, ctlStore: "Partners" }]);
    expect(await fingerprint()).toBe(planned.after);
    const again = value(await plan(CONFIG, { bindings: wish }));
    expect(again.after).toBe(again.before);
    expect(value(await backEnd.readState()).records?.[0]).toMatchObject({
      negotiateClientCertificate: true,
      tls13Disabled: true,
      dsMapper: false,
    });
  });

  test("can be all that a push changes", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    const planned = value(await plan(CONFIG, { bindings: wish }));
    expect(JSON.parse(Buffer.from(planned.content).toString()).request.sections).toEqual({});
    value(await backEnd.commit(planned));
    expect(iis.records[0]?.flags).toBe(0x80000042);
  });

  test("that are not there stop the plan", async () => {
    const planned = await plan(CONFIG, { bindings: [{ key: "0.0.0.0:444", dsMapper: true }] });
    expect(planned).toMatchObject({ error: { code: "binding-unknown" } });
  });
});

describe("a commit is taken back", () => {
  const wish: BindingWish[] = [{ key: "0.0.0.0:443", dsMapper: true }];

  test.each([PLAIN_SITE, MAPPED_SITE])("to the very state before, in %s", async (scope) => {
    const before = await fingerprint(scope);
    const planned = value(await plan(CONFIG, { scope, bindings: wish }));
    value(await backEnd.commit(planned));
    // As after a restart: a new back end over what is on the disk.
    backEnd = makeBackEnd();
    value(await backEnd.restore({ backup: planned.backup, after: planned.after }));
    expect(await fingerprint(scope)).toBe(before);
    expect(iis.records).toEqual([RECORD]);
  });

  test("though what was written is not what was planned", async () => {
    const before = await fingerprint();
    const planned = value(await plan(CONFIG));
    iis.fault = "writes-wrongly";
    value(await backEnd.commit(planned));
    expect(await fingerprint()).not.toBe(planned.after);
    value(await backEnd.restore(planned));
    expect(await fingerprint()).toBe(before);
  });

  test("but not over somebody else's change", async () => {
    const planned = value(await plan(CONFIG, { bindings: wish }));
    value(await backEnd.commit(planned));
    iis.records = iis.records.map((record) => ({ ...record, flags: 0 }));
    expect(await backEnd.restore(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
    expect(iis.records[0]?.flags).toBe(0);
  });

  test("when there is nothing to take back, nothing is written", async () => {
    const planned = value(await plan(CONFIG));
    value(await backEnd.restore(planned));
    expect(iis.operations).not.toContain("restore");
  });

  test("a backup that cannot be read is an error with a code", async () => {
    const restored = await backEnd.restore({ backup: Buffer.from("{}"), after: "" });
    expect(restored).toMatchObject({ error: { code: "backup-unreadable" } });
  });
});

describe("the script is lost in the middle of a write", () => {
  const wish: BindingWish[] = [{ key: "0.0.0.0:443", dsMapper: true }];

  test("before it wrote: an error, and nothing was changed", async () => {
    const planned = value(await plan(CONFIG, { bindings: wish }));
    iis.fault = "lost-before";
    expect(await backEnd.commit(planned)).toMatchObject({ error: { code: "script-lost" } });
    expect(await fingerprint()).toBe(planned.before);
    expect(iis.operations).not.toContain("restore");
  });

  test("between the two stores: what was written is taken back", async () => {
    const planned = value(await plan(CONFIG, { bindings: wish }));
    iis.fault = "lost-half";
    expect(await backEnd.commit(planned)).toMatchObject({ error: { code: "script-lost" } });
    expect(await fingerprint()).toBe(planned.before);
    expect(iis.records).toEqual([RECORD]);
  });

  test("after it wrote: done", async () => {
    const planned = value(await plan(CONFIG, { bindings: wish }));
    iis.fault = "lost-after";
    expect(await backEnd.commit(planned)).toEqual(ok(undefined));
    expect(await fingerprint()).toBe(planned.after);
  });

  test("a refusal of Windows is an error, and nothing was changed", async () => {
    const planned = value(await plan(CONFIG));
    iis.fault = "refused";
    expect(await backEnd.commit(planned)).toMatchObject({ error: { code: "script-error" } });
    expect(await fingerprint()).toBe(planned.before);
  });
});

describe("a report", () => {
  test("has all that the contract knows, and no password", async () => {
    value(await backEnd.commit(value(await plan(CONFIG))));
    const inventory = await backEnd.inventory([]);
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
      const { observed } = await backEnd.inventory([]);
      return observed.find(({ scope }) => scope === PLAIN_SITE)?.passwords[0]?.mark;
    };
    value(await backEnd.commit(value(await plan(CONFIG))));
    const first = await markNow();
    backEnd = makeBackEnd();
    expect(await markNow()).toBe(first);
    value(await backEnd.commit(value(await plan(CONFIG, { password: "another" }))));
    expect(await markNow()).not.toBe(first);
  });

  test("asks for slow facts once, and again when there is more to ask", async () => {
    const asked = () => iis.operations.filter((operation) => operation === "facts").length;
    await backEnd.inventory([]);
    await backEnd.inventory([]);
    expect(asked()).toBe(1);
    value(await backEnd.commit(value(await plan(CONFIG))));
    await backEnd.inventory([]);
    expect(asked()).toBe(2);
  });

  test("comes to every certificate, also when there is time for one chain only, and an agent is started in between", async () => {
    iis.chainsAtOnce = 1;
    value(await backEnd.commit(value(await plan(mappings(oneToOne("alice"), oneToOne("bob"))))));
    const tried = async () =>
      (await makeBackEnd().inventory([])).host?.chains?.map(({ sha256 }) => sha256) ?? [];
    const all = new Set([...(await tried()), ...(await tried()), ...(await tried())]);
    expect(all.size).toBeGreaterThan(2);
  });

  test("shows only the sites that were agreed", async () => {
    const { observed } = await backEnd.inventory([PLAIN_SITE]);
    expect(observed.map(({ scope }) => scope)).toEqual([PLAIN_SITE]);
  });

  test("of a server that is being written is read once more", async () => {
    iis.meanwhile = () =>
      iis.edit((file) => file.replace("</configuration>", "<!-- mine --></configuration>"));
    const inventory = await backEnd.inventory([]);
    expect(inventory.unreadable).toBeUndefined();
  });

  test("says what keeps it from reading", async () => {
    const { run, readFile } = iis;
    const mute = createWindowsBackEnd({
      run: async () => ok({ stdout: "", stderr: "PSSecurityException", exitCode: 1, timedOut: false }),
      readFile,
      ownKey: "k".repeat(43),
      memory: openMemory(memoryFile),
    });
    expect((await mute.inventory([])).unreadable?.code).toBe("script-policy");
    expect(run).toBeDefined();
  });
});
