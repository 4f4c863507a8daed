import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText, type Encoding, encodeText } from "@/lib/iis/encoding";

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("decodeText", () => {
  it("tells the encoding by mark or by the first bytes", () => {
    const read = (input: Uint8Array) => {
      const decoded = decodeText(input);
      return decoded.ok
        ? [decoded.value.text, decoded.value.encoding.name, decoded.value.encoding.mark]
        : decoded.error.code;
    };
    expect(read(utf8("<ä/>"))).toEqual(["<ä/>", "utf-8", false]);
    expect(read(bytes(0xef, 0xbb, 0xbf, 0x3c))).toEqual(["<", "utf-8", true]);
    expect(read(bytes(0xff, 0xfe, 0x3c, 0, 0xe4, 0))).toEqual(["<ä", "utf-16le", true]);
    expect(read(bytes(0xfe, 0xff, 0, 0x3c, 0, 0xe4))).toEqual(["<ä", "utf-16be", true]);
    expect(read(bytes(0x3c, 0, 0x61, 0))).toEqual(["<a", "utf-16le", false]);
    expect(read(bytes(0, 0x3c, 0, 0x61))).toEqual(["<a", "utf-16be", false]);
    expect(read(bytes())).toEqual(["", "utf-8", false]);
  });

  it("refuses what could not be put back as it was", () => {
    for (const input of [
      bytes(0x3c, 0xff),
      bytes(0xc3),
      bytes(0xed, 0xa0, 0x80),
      bytes(0xff, 0xfe, 0x3c),
      bytes(0xff, 0xfe, 0, 0xd8),
    ]) {
      expect(decodeText(input)).toMatchObject({ ok: false, error: { code: "xml-encoding" } });
    }
  });

  it("refuses a declaration that contradicts the bytes", () => {
    const refused = { ok: false, error: { code: "xml-encoding", line: 1 } };
    expect(decodeText(utf8(`<?xml version="1.0" encoding="utf-16"?><a/>`))).toMatchObject(refused);
    expect(decodeText(utf8(`<?xml version="1.0" encoding="windows-1252"?><a>ä</a>`))).toMatchObject(refused);
    const ascii = decodeText(utf8(`<?xml version='1.0' encoding='us-ascii'?><a/>`));
    expect(ascii).toMatchObject({ ok: true, value: { encoding: { asciiOnly: true } } });
  });

  it("is undone by encodeText", () => {
    const names: Encoding["name"][] = ["utf-8", "utf-16le", "utf-16be"];
    const text = fc.string({ unit: "grapheme" }).map((body) => `<${body}`);
    fc.assert(
      fc.property(text, fc.constantFrom(...names), fc.boolean(), (body, name, mark) => {
        const encoding = { name, mark, asciiOnly: false };
        const encoded = encodeText(body, encoding);
        expect(decodeText(encoded)).toEqual({ ok: true, value: { text: body, encoding } });
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (input) => {
        const decoded = decodeText(input);
        if (decoded.ok) expect(encodeText(decoded.value.text, decoded.value.encoding)).toEqual(input);
      }),
    );
  });
});
