import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { nodeIo, replaceFile } from "@/cli/node-io";

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "certmap-cli-"));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});
const bytes = (text: string) => new TextEncoder().encode(text);

describe("replacing a file", () => {
  test("keeps the old one and the mode, and follows a link", async () => {
    const at = folder();
    const path = join(at, "a.config");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    symlinkSync(path, join(at, "link"));
    const backup = await replaceFile(join(at, "link"), bytes("old"), bytes("new"));
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readFileSync(backup ?? "", "utf8")).toBe("old");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    const second = await replaceFile(path, bytes("new"), bytes("newer"));
    expect(second).not.toBe(backup);
    expect(readdirSync(at).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("does not touch a file that changed meanwhile", async () => {
    const path = join(folder(), "a.config");
    writeFileSync(path, "changed");
    expect(await replaceFile(path, bytes("old"), bytes("new"))).toBeNull();
    expect(readFileSync(path, "utf8")).toBe("changed");
  });

  test("fails where there is none", async () => {
    await expect(nodeIo.replace(join(folder(), "none"), bytes(""), bytes(""))).rejects.toThrow(/ENOENT/);
  });
});

describe("bin.mjs", () => {
  const bin = fileURLToPath(new URL("./bin.mjs", import.meta.url));
  const run = promisify(execFile);

  test("answers on standard output and nothing else", async () => {
    const { stdout, stderr } = await run(process.execPath, [bin, "explain", "403.16"]);
    expect(JSON.parse(stdout).status.code).toBe("403.16");
    expect(stderr).toBe("");
  });

  test("exits 2 on a usage error, with one JSON object on standard error", async () => {
    const error = await run(process.execPath, [bin]).catch((reason) => reason);
    expect(error.code).toBe(2);
    expect(error.stdout).toBe("");
    expect(JSON.parse(error.stderr).code).toBe("usage");
  });

  test("reads standard input and writes more than a pipe holds", async () => {
    const file = join(folder(), "c.json");
    const rules = Array.from({ length: 2_000 }, (_, i) => ({
      certificateField: "Subject",
      certificateSubField: "OU",
      matchCriteria: `Unit ${i}`,
      compareCaseSensitive: true,
    }));
    const mapping = {
      name: "M",
      description: "",
      enabled: true,
      permissionMode: "Allow",
      userName: "a",
      rules,
    };
    const config = {
      iisClientCertificateMappingAuthentication: {
        enabled: true,
        oneToOneCertificateMappingsEnabled: true,
        manyToOneCertificateMappingsEnabled: true,
        logonMethod: "ClearText",
        defaultLogonDomain: "",
        oneToOneMappings: [],
        manyToOneMappings: [mapping],
      },
    };
    writeFileSync(file, JSON.stringify(config));
    const child = run(process.execPath, [bin, "render", "-", "--scope", "S", "--as", "xml"], {
      maxBuffer: 1e8,
    });
    child.child.stdin?.end(JSON.stringify(config));
    const { stdout } = await child;
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(stdout.trimEnd()).toMatch(/<\/location>$/);
  });
});
