import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { testKit } from "@/lib/iis/doctor/test-kit";

const SITE = { site: "Partner portal", hostName: "web01.example", prediction: "refused with 403.7" };

test("lines go to the host of each binding, else to the server", () => {
  const kit = testKit({ ...SITE, bindings: ["*:443:partners.example", "10.1.2.3:8443:", "*:444:"] });
  expect(kit["curl.sh"]).toContain("'https://partners.example:443/'");
  expect(kit["openssl.sh"]).toContain("-connect '10.1.2.3:8443' -servername '10.1.2.3'");
  expect(kit["openssl.sh"]).toContain("'web01.example:444'");
  expect(kit["README.txt"]).toContain("refused with 403.7");
});

test("a hostile host name stays one word for the shell", () => {
  const evil = "x';touch pwned;'$(id)`id`";
  const lines = testKit({ ...SITE, bindings: [`*:443:${evil}`] })["curl.sh"] ?? "";
  const words = execFileSync("sh", ["-s"], {
    input: `curl() { printf '%s\\n' "$@"; }\n${lines}`,
    encoding: "utf8",
  });
  expect(words).toContain(`https://${evil}:443/logoninfo.aspx`);
});

test("a site without an https binding gets pages and no lines", () => {
  expect(testKit({ ...SITE, bindings: [] })["curl.sh"]).toMatch(/no https binding/);
});

test("the pages write no value that is not encoded", () => {
  const kit = testKit({ ...SITE, bindings: [] });
  for (const page of [kit["logoninfo.asp"] ?? "", kit["logoninfo.aspx"] ?? ""]) {
    const written = [...page.matchAll(/<%=(.*?)%>/g)].map(([, code = ""]) => code.trim());
    expect(written.length).toBeGreaterThan(1);
    for (const code of written) expect(code).toMatch(/^name$|^Server\.HTMLEncode\(|^Value\(/i);
  }
});
