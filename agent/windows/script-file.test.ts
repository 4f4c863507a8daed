import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { readyScript, scriptDigest, scriptText } from "@/agent/windows/script-file";

const parent = mkdtempSync(join(tmpdir(), "certmap-script-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(parent, "program-"));
});

function laid(): string {
  const ready = readyScript(folder);
  if (!ready.ok) throw new Error(ready.error.message);
  return ready.value;
}

test("the script is laid beside the program once, under a name that tells its digest", () => {
  const path = laid();
  expect(readFileSync(path, "utf8")).toBe(scriptText());
  expect(basename(path)).toBe(`certmap-iis-${scriptDigest().slice(0, 12)}.ps1`);
  expect(laid()).toBe(path);
});

test("another text is never run", () => {
  const path = laid();
  appendFileSync(path, "\nRemove-Item C:\\\n");
  expect(readyScript(folder)).toMatchObject({ ok: false, error: { code: "script-altered" } });
  writeFileSync(path, scriptText().replace("'read'", "'reed'"));
  expect(readyScript(folder)).toMatchObject({ ok: false, error: { code: "script-altered" } });
});

test("an administrator's signature and Windows line ends are allowed", () => {
  const path = laid();
  const signed = `\uFEFF${scriptText()}\n# SIG # Begin signature block\n# MIIabc\n# SIG # End signature block\n`;
  writeFileSync(path, signed.replaceAll("\n", "\r\n"));
  expect(readyScript(folder).ok).toBe(true);
});

test("code behind the signature is not", () => {
  const path = laid();
  const tail = "\n# SIG # Begin signature block\n# MIIabc\n# SIG # End signature block\nRemove-Item C:\\\n";
  writeFileSync(path, scriptText() + tail);
  expect(readyScript(folder)).toMatchObject({ ok: false, error: { code: "script-altered" } });
});

test("a folder that is not there is an error with a code", () => {
  expect(readyScript(join(folder, "gone"))).toMatchObject({
    ok: false,
    error: { code: "file-not-writable" },
  });
});
