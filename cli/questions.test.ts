import { describe, expect, test } from "vitest";
import { CONFIG, der, errorOf, json, run } from "@/cli/testing/run";

describe("resolve, diff, lint and explain", () => {
  test("resolve allows, and denies", async () => {
    const allowed = await run(["resolve", "c.json", "a.cer", "--exit-code"], { "a.cer": der("alice") });
    expect(allowed.code).toBe(0);
    expect(json(allowed)).toMatchObject({
      decision: "allow",
      account: "CONTOSO\\alice",
      by: { list: "oneToOneMappings", index: 0 },
      trace: [{ result: "decided" }, { result: "shadowed" }],
      certainty: { verified: false },
    });
    const denied = await run(["resolve", "c.json", "-"], { stdin: der("bob") });
    expect(denied.code).toBe(0);
    expect(json(denied)).toMatchObject({ decision: "deny", account: null, outcome: { status: "403.12" } });
    expect((await run(["resolve", "c.json", "-", "--exit-code"], { stdin: der("bob") })).code).toBe(1);
  });

  test("resolve takes what holds below the site", async () => {
    const files = { "a.cer": der("alice"), "b.json": JSON.stringify({ access: { sslFlags: [] } }) };
    const { outcome } = json(await run(["resolve", "c.json", "a.cer", "--below", "b.json"], files));
    expect(outcome.notes.join()).toMatch(/sslFlags/);
    expect((await run(["resolve", "c.json", "a.cer", "--below", "none"], files)).code).toBe(1);
    expect((await run(["resolve", "none", "a.cer"], files)).code).toBe(1);
    expect((await run(["resolve", "c.json", "none"], files)).code).toBe(1);
  });

  test("diff tells changes", async () => {
    const files = { "b.json": JSON.stringify({ ...CONFIG, anonymousAuthentication: { enabled: true } }) };
    const ran = await run(["diff", "c.json", "b.json"], files);
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject([{ section: "anonymousAuthentication", text: expect.any(String) }]);
    expect((await run(["diff", "c.json", "b.json", "--exit-code"], files)).code).toBe(1);
    expect(json(await run(["diff", "c.json", "c.json", "--exit-code"], files))).toEqual([]);
    expect((await run(["diff", "none", "c.json"])).code).toBe(1);
    expect((await run(["diff", "c.json", "none"])).code).toBe(1);
  });

  test("lint exits 1 on an error only", async () => {
    const ran = await run(["lint", "c.json"]);
    expect(ran.code).toBe(0);
    const open = structuredClone(CONFIG);
    open.iisClientCertificateMappingAuthentication.manyToOneMappings = [
      Object.assign(
        { name: "All", description: "", enabled: true, permissionMode: "Allow", rules: [] },
        { userName: "a" },
      ),
    ];
    const bad = await run(["lint", "-"], { stdin: JSON.stringify(open) });
    expect(bad.code).toBe(1);
    expect(json(bad)[0]).toMatchObject({ code: "rule-less-allow", severity: "error", mechanicalFix: true });
  });

  test("lint takes the console's export of one site config", async () => {
    const site = { name: "Partner portal", config: CONFIG };
    const whole = { format: "certmap.site-configs", version: 1, siteConfigs: [site] };
    const lint = (value: unknown) => run(["lint", "-"], { stdin: JSON.stringify(value) });
    expect((await lint(whole)).stdout).toBe((await run(["lint", "c.json"])).stdout);
    for (const other of [
      { ...whole, siteConfigs: [site, site] },
      { ...whole, siteConfigs: [{ name: "A" }] },
    ])
      expect((await lint(other)).stderr).toContain("export-malformed");
    expect((await lint({ ...whole, version: 9 })).stderr).toContain("export-version");
  });

  test("lint looks at the file too", async () => {
    const codes = json(
      await run(["lint", "c.json", "--file", "a.config", "--scope", "Default Web Site"]),
    ).map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["orphan-location", "module-missing"]));
    expect((await run(["lint", "c.json", "--file", "a.config"])).code).toBe(2);
    expect((await run(["lint", "c.json", "--file", "none", "--scope", ""])).code).toBe(1);
    expect((await run(["lint", "c.json", "--file", "c.json", "--scope", ""])).code).toBe(1);
    expect((await run(["lint", "c.json", "--file", "a.config", "--scope", "No"])).code).toBe(1);
    expect((await run(["lint", "none"])).code).toBe(1);
  });

  test("explain", async () => {
    expect(json(await run(["explain", "403.16"]))).toMatchObject({ status: { code: "403.16" } });
    expect(json(await run(["explain", "403", "16", "2148204809"]))).toMatchObject({
      error: { hresult: "0x800b0109" },
    });
    const unknown = await run(["explain", "404.0"]);
    expect(errorOf(unknown)).toMatchObject({ code: "status-unknown" });
    expect(unknown.code).toBe(1);
  });
});
