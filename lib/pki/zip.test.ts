import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { isZip, readZip, ZIP_LIMITS } from "@/lib/pki/zip";

const text = (value: string) => new Uint8Array(Buffer.from(value));
const files = {
  "a.cer": text("one"),
  "team/b.cer": new Uint8Array(5000).map((_, i) => (i * 7919) % 251),
  "empty.cer": new Uint8Array(),
};
const sound = zipSync(files);
const codeOf = (bytes: Uint8Array, limits = ZIP_LIMITS) => {
  const result = readZip(bytes, limits);
  if (!result.ok) return result.error.code;
  const bad = result.value.find(({ content }) => !content.ok)?.content;
  return bad && !bad.ok ? `one is ${bad.error.code}` : "ok";
};

/** The zip with a field of its n-th central directory entry changed. */
function withField(bytes: Uint8Array, field: number, value: number, size: 2 | 4, entry = 0): Uint8Array {
  const copy = Buffer.from(bytes);
  let at = copy.indexOf(Buffer.from("PK\x01\x02"));
  for (let i = 0; i < entry; i++) at = copy.indexOf(Buffer.from("PK\x01\x02"), at + 1);
  if (size === 2) copy.writeUInt16LE(value, at + field);
  else copy.writeUInt32LE(value, at + field);
  return new Uint8Array(copy);
}

describe("zip", () => {
  it("gives back every file, deflated and stored", () => {
    const expected = Object.entries(files).map(([name, bytes]) => ({
      name,
      content: { ok: true, value: bytes },
    }));
    expect(readZip(sound)).toEqual({ ok: true, value: expected });
    expect(readZip(zipSync(files, { level: 0 }))).toEqual({ ok: true, value: expected });
    expect(isZip(sound)).toBe(true);
    expect(isZip(text("PK\x03"))).toBe(false);
  });

  it("leaves out folders and what macOS adds", () => {
    const noise = zipSync({
      "team/": new Uint8Array(),
      "__MACOSX/._a.cer": text("x"),
      "team/._a.cer": text("x"),
      ".DS_Store": text("x"),
      "a.cer": text("a"),
    });
    const result = readZip(noise);
    expect(result.ok && result.value.map(({ name }) => name)).toEqual(["a.cer"]);
  });

  it("reads an empty zip, one with a comment, and names with backslashes", () => {
    expect(readZip(zipSync({}))).toEqual({ ok: true, value: [] });
    const commented = Buffer.concat([sound, text("hello")]);
    commented.writeUInt16LE(5, sound.length - 2);
    expect(codeOf(new Uint8Array(commented))).toBe("ok");
    const result = readZip(zipSync({ "team\\a.cer": text("a") }));
    expect(result.ok && result.value[0]?.name).toBe("team/a.cer");
  });

  it("stops at the limits, by what really comes out", () => {
    const bomb = zipSync({ "a.cer": new Uint8Array(8 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(codeOf(bomb)).toBe("zip-too-large");
    // The directory may claim anything: 10 bytes.
    expect(codeOf(withField(bomb, 24, 10, 4))).toBe("zip-too-large");
    expect(codeOf(sound, { ...ZIP_LIMITS, entries: 2 })).toBe("zip-too-many-entries");
    expect(codeOf(sound, { ...ZIP_LIMITS, entryBytes: 4999 })).toBe("zip-too-large");
    expect(codeOf(sound, { ...ZIP_LIMITS, totalBytes: 5002 })).toBe("zip-too-large");
    expect(codeOf(sound, { ...ZIP_LIMITS, totalBytes: 5003 })).toBe("ok");
    expect(codeOf(zipSync(files, { level: 0 }), { ...ZIP_LIMITS, entryBytes: 4999 })).toBe("zip-too-large");
  });

  it("unpacks no further than the limit", () => {
    const bomb = zipSync({ "a.cer": new Uint8Array(64 * 1024 * 1024) });
    // Garbage at the far end, which nobody who stops in time comes to see.
    bomb.fill(0xff, bomb.length - 3_000, bomb.length - 200);
    expect(codeOf(bomb)).toBe("zip-too-large");
  });

  it("counts entries that share one place as often as they are listed", () => {
    const overlapping = zipSync(
      Object.fromEntries(
        Array.from({ length: 50 }, (_, i) => [
          `${i}.cer`,
          new Uint8Array(5000).map((_, j) => (j * 31) % 256),
        ]),
      ),
    );
    let bytes: Uint8Array = overlapping;
    for (let i = 1; i < 50; i++) bytes = withField(bytes, 42, 0, 4, i);
    expect(codeOf(bytes, { ...ZIP_LIMITS, totalBytes: 100_000 })).toBe("zip-too-large");
  });

  it.each([
    ["cut off", sound.slice(0, -30), "zip-malformed"],
    ["nothing", new Uint8Array(), "zip-malformed"],
    ["encrypted", withField(sound, 8, 1, 2), "zip-encrypted"],
    ["another compression", withField(sound, 10, 12, 2), "one is zip-unsupported"],
    ["a wrong checksum", withField(sound, 16, 1, 4), "one is zip-malformed"],
    ["a wrong size", withField(sound, 24, 2, 4), "one is zip-malformed"],
    ["an entry outside", withField(sound, 42, 0x7fffffff, 4), "one is zip-malformed"],
    ["an entry in the middle of another", withField(sound, 42, 3, 4), "one is zip-malformed"],
    ["an entry longer than the file", withField(sound, 20, 0x7fffffff, 4), "one is zip-malformed"],
    ["an entry cut off", withField(sound, 20, 50, 4, 1), "one is zip-malformed"],
    ["a name past the end", withField(sound, 28, 0xffff, 2), "zip-malformed"],
    ["a directory that is none", withField(sound, 0, 0, 4), "zip-malformed"],
  ])("refuses one that is %s", (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it("gives the others beside a damaged entry", () => {
    const result = readZip(withField(sound, 16, 1, 4));
    expect(result.ok && result.value.map(({ name, content }) => [name, content.ok])).toEqual([
      ["a.cer", false],
      ["team/b.cer", true],
      ["empty.cer", true],
    ]);
  });

  it("counts what a damaged entry unpacks to", () => {
    const damaged = withField(sound, 16, 1, 4, 1);
    expect(codeOf(damaged, { ...ZIP_LIMITS, totalBytes: 5002 })).toBe("zip-too-large");
    const twice = zipSync({ "a.cer": new Uint8Array(5000).fill(7), "b.cer": new Uint8Array(5000).fill(7) });
    expect(codeOf(withField(twice, 16, 1, 4), { ...ZIP_LIMITS, totalBytes: 9999 })).toBe("zip-too-large");
  });

  it("says that Zip64 is not read", () => {
    const large = Buffer.from(sound);
    large.writeUInt16LE(0xffff, sound.length - 12);
    expect(codeOf(new Uint8Array(large))).toBe("zip-unsupported");
  });

  it("gives files or a coded error for any damage", { timeout: 600_000 }, () => {
    const runs = process.env.CERTMAP_FULL === "1" ? 20_000 : 500;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (edits) => {
          const bytes = sound.slice();
          for (const [at, value] of edits) bytes[at] = value;
          const result = readZip(bytes);
          if (!result.ok) expect(result.error.code).toMatch(/^zip-/);
        },
      ),
      { numRuns: runs },
    );
  });
});
