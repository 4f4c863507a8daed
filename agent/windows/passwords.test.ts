import { beforeEach, describe, expect, test } from "vitest";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { CONFIG, PASSWORD, ScriptedWindows, value } from "@/agent/windows/testing/scripted-windows";
import { fail, ok } from "@/lib/errors";
import type { SiteConfig } from "@/lib/iis/site-config";

let windows: ScriptedWindows;

beforeEach(() => {
  windows = new ScriptedWindows();
});

describe("a password", () => {
  test("goes to the script alone, and is in no plan that is kept", async () => {
    const planned = value(await windows.plan(CONFIG));
    expect(Buffer.from(planned.backup).toString()).not.toContain("geh");
    value(await windows.backEnd.commit(planned));
    const writing = windows.iis.documents.filter((document) => document.includes('"commit"'));
    expect(writing).toHaveLength(1);
    expect(
      JSON.parse(writing[0] ?? "").sections.iisClientCertificateMappingAuthentication.oneToOneMappings[0]
        .password,
    ).toBe(PASSWORD);
    for (const document of windows.iis.documents)
      if (!writing.includes(document)) expect(document).not.toContain("geh");
  });

  test("that the server has already is kept, and not written again", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    expect(value(await windows.plan(CONFIG)).content).toHaveLength(0);
    const more = mappings(oneToOne("alice"), oneToOne("bob", "CONTOSO\\alice"));
    const planned = value(await windows.plan(more, { password: undefined }));
    const entries = JSON.parse(Buffer.from(planned.content).toString()).request.sections
      .iisClientCertificateMappingAuthentication.oneToOneMappings;
    const place = `o:${oneToOne("alice").certificate}`;
    expect(entries.map(({ keep }: { keep: string }) => keep)).toEqual([place, place]);
    value(await windows.backEnd.commit(planned));
    expect(await windows.fingerprint()).toBe(planned.after);
  });

  test("that is newer in the console replaces the server's", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const planned = value(await windows.plan(CONFIG, { password: "another" }));
    expect(planned.after).not.toBe(planned.before);
    value(await windows.backEnd.commit(planned));
    expect(await windows.fingerprint()).toBe(planned.after);
  });

  test("that nobody has stops the plan", async () => {
    expect(await windows.plan(CONFIG, { password: undefined })).toMatchObject({
      error: { code: "password-missing" },
    });
  });

  test("that the console keeps back in a dry run is named where it would go, and asked for nowhere else", async () => {
    const dry = {
      open: async () => ok(undefined),
      withheld: (userName: string) => userName === "CONTOSO\\alice",
    };
    const ask = (config: SiteConfig) =>
      windows.backEnd.plan({ scope: PLAIN_SITE, config, passwords: dry, allowEmpty: true });
    expect(value(await ask(CONFIG))).toMatchObject({ newPasswords: ["CONTOSO\\alice"] });
    const bob = await ask(mappings(oneToOne("alice"), oneToOne("bob")));
    expect(bob).toMatchObject({ error: { code: "password-missing" } });
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const again = value(await ask(CONFIG));
    expect(again).toMatchObject({ newPasswords: [], after: again.before });
  });

  test("that cannot be opened stops the plan", async () => {
    const planned = await windows.backEnd.plan({
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
      const planned = value(await windows.plan(two));
      windows.iis.logonResult = code;
      const tried = await windows.backEnd.tryLogons?.(planned);
      expect(tried).toMatchObject({ ok: false, error: { code: "logon-refused" } });
      expect(JSON.stringify(tried)).not.toContain("geh");
      expect(windows.iis.operations.filter((operation) => operation === "logon")).toHaveLength(1);
    },
  );

  test.each([1385, 1311])("of an account that cannot be tried (%i) is a warning", async (code) => {
    windows.iis.logonResult = code;
    const tried = await windows.backEnd.tryLogons?.(value(await windows.plan(CONFIG)));
    expect(tried).toMatchObject({ ok: true, value: [expect.stringContaining(String(code))] });
  });

  test("that is on the server already is not tried again", async () => {
    value(await windows.backEnd.commit(value(await windows.plan(CONFIG))));
    const more = mappings(oneToOne("alice"), oneToOne("bob", "CONTOSO\\alice"));
    expect(await windows.backEnd.tryLogons?.(value(await windows.plan(more)))).toEqual(ok([]));
    expect(windows.iis.operations).not.toContain("logon");
  });
});
