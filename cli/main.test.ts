import { describe, expect, test } from "vitest";
import { COMMANDS } from "@/cli/main";
import { der, errorOf, json, run } from "@/cli/testing/run";

describe("the command line", () => {
  test.each([
    [[]],
    [["nonsense"]],
    [["constructor"]],
    [["inspect"]],
    [["blob", "a", "b"]],
    [["blob", "a", "--loud"]],
    [["import", "a.config"]],
    [["import", "a.config", "--scope"]],
    [["import", "a.config", "--scope", "a", "--scope", "b"]],
    [["import", "a.config", "--scope", "", "--effective=yes"]],
    [["render", "c.json", "--as", "xml"]],
    [["render", "c.json", "--scope", ""]],
    [["render", "c.json", "--scope", "", "--as", "cobol"]],
    [["apply", "c.json", "--file", "a.config"]],
    [["apply", "c.json", "--scope", ""]],
    [["diff", "-", "-"]],
  ])("%j is a usage error", async (argv) => {
    const ran = await run(argv, { stdin: "{}" });
    expect(ran.code).toBe(2);
    expect(errorOf(ran)).toMatchObject({ code: "usage" });
  });

  test("-- ends the options", async () => {
    expect(json(await run(["inspect", "--", "--a.cer"], { "--a.cer": der("alice") }))[0].ok).toBe(true);
  });

  test("names the fields that are wrong in a site config", async () => {
    const broken = { access: { sslFlags: ["SslMapCert"] }, anonymousAuthentication: {} };
    expect(errorOf(await run(["lint", "-"], { stdin: JSON.stringify(broken) }))).toMatchObject({
      code: "config-malformed",
      field: "access.sslFlags[0]",
      errors: [{ field: "access.sslFlags[0]" }, { field: "anonymousAuthentication.enabled" }],
    });
    expect(errorOf(await run(["lint", "-"], { stdin: "[]" }))).toMatchObject({ code: "config-malformed" });
    expect(errorOf(await run(["lint", "-"], { stdin: "{" }))).toMatchObject({ code: "malformed-json" });
    expect(
      errorOf(await run(["render", "x", "--scope", "", "--as", "xml"], { x: Uint8Array.of(0xff) })),
    ).toMatchObject({ code: "malformed-json" });
  });

  test("help names every command", async () => {
    const { stdout, code } = await run(["--help"]);
    expect(code).toBe(0);
    for (const { usage } of Object.values(COMMANDS)) expect(stdout).toContain(usage);
    expect((await run(["lint", "--help"])).stdout).toMatch(/^certmap lint/);
  });
});
