import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBackups } from "@/agent/state/backups";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "certmap-backups-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the newest twenty backups stay, the one of the apply at hand among them", () => {
  const backups = openBackups(folder);
  for (let n = 0; n < 30; n += 1) {
    const written = backups.write(`job${n}`, 1, Buffer.from(`state before ${n}`));
    expect(written).toEqual({ ok: true, value: `job${n}-1.config` });
    const read = backups.read(`job${n}-1.config`);
    expect(read.ok && Buffer.from(read.value).toString()).toBe(`state before ${n}`);
  }
  expect(readdirSync(folder)).toHaveLength(20);
  expect(backups.read("job9-1.config")).toMatchObject({ ok: false, error: { code: "file-unreadable" } });
});
