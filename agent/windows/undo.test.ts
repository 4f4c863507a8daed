import { beforeEach, describe, expect, test } from "vitest";
import { MAPPED_SITE, PLAIN_SITE } from "@/agent/testing/configs";
import { RECORD } from "@/agent/windows/testing/fake-iis";
import { CONFIG, ScriptedWindows, value } from "@/agent/windows/testing/scripted-windows";
import { ok } from "@/lib/errors";
import type { BindingWish } from "@/lib/iis/binding-wish";

let windows: ScriptedWindows;

beforeEach(() => {
  windows = new ScriptedWindows();
});

describe("a commit is taken back", () => {
  const wish: BindingWish[] = [{ key: "0.0.0.0:443", dsMapper: true }];

  test.each([PLAIN_SITE, MAPPED_SITE])("to the very state before, in %s", async (scope) => {
    const before = await windows.fingerprint(scope);
    const planned = value(await windows.plan(CONFIG, { scope, bindings: wish }));
    value(await windows.backEnd.commit(planned));
    // As after a restart: a new back end over what is on the disk.
    windows.restart();
    value(await windows.backEnd.restore({ backup: planned.backup, after: planned.after }));
    expect(await windows.fingerprint(scope)).toBe(before);
    expect(windows.iis.records).toEqual([RECORD]);
  });

  test("though what was written is not what was planned", async () => {
    const before = await windows.fingerprint();
    const planned = value(await windows.plan(CONFIG));
    windows.iis.fault = "writes-wrongly";
    value(await windows.backEnd.commit(planned));
    expect(await windows.fingerprint()).not.toBe(planned.after);
    value(await windows.backEnd.restore(planned));
    expect(await windows.fingerprint()).toBe(before);
  });

  test("but not over somebody else's change", async () => {
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    value(await windows.backEnd.commit(planned));
    windows.iis.records = windows.iis.records.map((record) => ({ ...record, flags: 0 }));
    expect(await windows.backEnd.restore(planned)).toMatchObject({ error: { code: "changed-since-plan" } });
    expect(windows.iis.records[0]?.flags).toBe(0);
  });

  test("when there is nothing to take back, nothing is written", async () => {
    const planned = value(await windows.plan(CONFIG));
    value(await windows.backEnd.restore(planned));
    expect(windows.iis.operations).not.toContain("restore");
  });

  test("a backup that cannot be read is an error with a code", async () => {
    const restored = await windows.backEnd.restore({ backup: Buffer.from("{}"), after: "" });
    expect(restored).toMatchObject({ error: { code: "backup-unreadable" } });
  });
});

describe("the script is lost in the middle of a write", () => {
  const wish: BindingWish[] = [{ key: "0.0.0.0:443", dsMapper: true }];

  test("before it wrote: an error, and nothing was changed", async () => {
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    windows.iis.fault = "lost-before";
    expect(await windows.backEnd.commit(planned)).toMatchObject({ error: { code: "script-lost" } });
    expect(await windows.fingerprint()).toBe(planned.before);
    expect(windows.iis.operations).not.toContain("restore");
  });

  test("between the two stores: what was written is taken back", async () => {
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    windows.iis.fault = "lost-half";
    expect(await windows.backEnd.commit(planned)).toMatchObject({ error: { code: "script-lost" } });
    expect(await windows.fingerprint()).toBe(planned.before);
    expect(windows.iis.records).toEqual([RECORD]);
  });

  test("after it wrote: done", async () => {
    const planned = value(await windows.plan(CONFIG, { bindings: wish }));
    windows.iis.fault = "lost-after";
    expect(await windows.backEnd.commit(planned)).toEqual(ok(undefined));
    expect(await windows.fingerprint()).toBe(planned.after);
  });

  test("a refusal of Windows is an error, and nothing was changed", async () => {
    const planned = value(await windows.plan(CONFIG));
    windows.iis.fault = "refused";
    expect(await windows.backEnd.commit(planned)).toMatchObject({ error: { code: "script-error" } });
    expect(await windows.fingerprint()).toBe(planned.before);
  });
});
