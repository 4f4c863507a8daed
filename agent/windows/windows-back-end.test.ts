import { beforeEach, describe, expect, test } from "vitest";
import { mappings, oneToOne } from "@/agent/testing/configs";
import { RECORD } from "@/agent/windows/testing/fake-iis";
import { CONFIG, ScriptedWindows, value } from "@/agent/windows/testing/scripted-windows";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

let windows: ScriptedWindows;

beforeEach(() => {
  windows = new ScriptedWindows();
});

describe("a push", () => {
  test("is planned with what is there and what will be, and written as planned", async () => {
    const planned = value(await windows.plan(CONFIG));
    expect(planned.before).toBe(await windows.fingerprint());
    expect(planned.before).not.toBe(planned.after);
    value(await windows.backEnd.commit(planned));
    expect(await windows.digestNow(CONFIG)).toBe(digestSiteConfig(CONFIG));
    expect(await windows.fingerprint()).toBe(planned.after);
    const again = value(await windows.plan(CONFIG));
    expect(again.after).toBe(again.before);
  });

  test("writes only what differs or is not stated", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const changed: SiteConfig = { ...CONFIG, access: { sslFlags: [] } };
    const planned = value(await windows.plan(changed));
    expect(Object.keys(JSON.parse(Buffer.from(planned.content).toString()).request.sections)).toEqual([
      "access",
    ]);
    expect(Buffer.from(planned.content).toString()).toContain('"sslFlags":"None"');
    value(await windows.backEnd.commit(planned));
    expect(await windows.digestNow(changed)).toBe(digestSiteConfig(changed));
  });

  test("is refused when somebody wrote since the plan, and nothing is written", async () => {
    const planned = value(await windows.plan(CONFIG));
    windows.iis.edit((file) => file.replace("</configuration>", "<!-- mine --></configuration>"));
    const before = windows.text();
    expect(await windows.backEnd.commit(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
    expect(windows.text()).toBe(before);
  });

  test("is refused when a record of http.sys changed since the plan", async () => {
    const planned = value(await windows.plan(CONFIG));
    windows.iis.records = [{ ...RECORD, certificate: "cd".repeat(20) }];
    expect(await windows.backEnd.commit(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
  });

  describe("where the configuration is shared with other servers", () => {
    const named = (sharedConfiguration?: string) => windows.plan(CONFIG, { sharedConfiguration });
    const refused = { error: { code: "shared-configuration" } };
    beforeEach(() => {
      windows.iis.sharedConfiguration = "\\\\FILES\\iis\\";
    });

    test("is refused unless this server was chosen to write that very folder", async () => {
      expect(await named()).toMatchObject(refused);
      expect(await named("\\\\files\\other")).toMatchObject(refused);
      windows.iis.sharedConfiguration = "D:\\iis";
      expect(await named("D:\\iis")).toMatchObject(refused);
      expect(windows.iis.operations).not.toContain("commit");
    });

    test("is written by the one that was, and taken back by it", async () => {
      const before = await windows.fingerprint();
      const planned = value(await named("\\\\files\\iis"));
      value(await windows.backEnd.commit(planned));
      expect(await windows.fingerprint()).toBe(planned.after);
      value(await windows.backEnd.restore(planned));
      expect(await windows.fingerprint()).toBe(before);
    });

    test("is refused by the script when the folder is another one by then", async () => {
      const planned = value(await named("\\\\files\\iis"));
      const before = windows.text();
      windows.iis.sharedConfiguration = "\\\\files\\new";
      expect(await windows.backEnd.commit(planned)).toMatchObject(refused);
      windows.iis.sharedConfiguration = null;
      expect(await windows.backEnd.commit(planned)).toMatchObject(refused);
      expect(windows.text()).toBe(before);
    });
  });

  test("that the core would refuse never reaches IIS", async () => {
    const damaged = mappings({ ...oneToOne("alice"), certificate: "!!" });
    expect((await windows.plan(damaged)).ok).toBe(false);
    expect(windows.iis.operations).toEqual(["read"]);
  });

  test("of the AD section says that a restart is needed, until a later start was seen", async () => {
    const config: SiteConfig = { clientCertificateMappingAuthentication: { enabled: true } };
    const planned = value(await windows.plan(config));
    expect(planned.warnings.join()).toMatch(/restart/);
    value(await windows.backEnd.commit(planned));
    windows.iis.startedAt = "2020-01-01T00:00:00.000Z";
    expect((await windows.backEnd.inventory([])).host?.restartPendingSince).toBeDefined();
    windows.iis.startedAt = "2100-01-01T00:00:00.000Z";
    expect((await windows.restart().inventory([])).host?.restartPendingSince).toBeUndefined();
    windows.iis.startedAt = "2020-01-01T00:00:00.000Z";
    expect((await windows.restart().inventory([])).host?.restartPendingSince).toBeUndefined();
  });
});

describe("http.sys records", () => {
  const wish: BindingWish[] = [
    { key: "0.0.0.0:443", negotiateClientCertificate: true, ctlStore: "Partners" },
  ];

  test("change in the named bits, and every other bit stays", async () => {
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    value(await windows.backEnd.commit(planned));
    expect(windows.iis.records).toEqual([{ ...RECORD, flags: 0x80000042, ctlStore: "Partners" }]);
    expect(await windows.fingerprint()).toBe(planned.after);
    const again = value(await windows.plan(CONFIG, { bindings: wish }));
    expect(again.after).toBe(again.before);
    expect(value(await windows.backEnd.readState()).records?.[0]).toMatchObject({
      negotiateClientCertificate: true,
      tls13Disabled: true,
      dsMapper: false,
    });
  });

  test("can be all that a push changes", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    expect(JSON.parse(Buffer.from(planned.content).toString()).request.sections).toEqual({});
    value(await windows.backEnd.commit(planned));
    expect(windows.iis.records[0]?.flags).toBe(0x80000042);
  });

  test("that are not there stop the plan", async () => {
    const planned = await windows.plan(CONFIG, { bindings: [{ key: "0.0.0.0:444", dsMapper: true }] });
    expect(planned).toMatchObject({ error: { code: "binding-unknown" } });
  });
});
