import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBlob, toBlob, toPem } from "@/lib/pki/blob";
import { fromHex, toHex } from "@/lib/pki/hex";

const bytesOf = fc.uint8Array({ maxLength: 400 });

describe("blob", () => {
  it("is standard base64 on one line, and comes back as the same bytes", () => {
    fc.assert(
      fc.property(bytesOf, (bytes) => {
        expect(toBlob(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        if (bytes.length > 0) expect(fromBlob(toBlob(bytes))).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it.each([
    ["", "cert-empty", undefined],
    ["MIIC\n", "cert-base64-damaged", 5],
    ["-----BEGIN CERTIFICATE-----", "cert-base64-damaged", 1],
    ["MIIC ", "cert-base64-damaged", 5],
    ["MII_", "cert-base64-damaged", 4],
    ["MII", "cert-base64-damaged", 3],
    ["MI==MIIC", "cert-base64-damaged", 8],
    ["MIJ=", "cert-base64-damaged", 4],
    ["====", "cert-base64-damaged", 4],
  ])("refuses %j", (text, code, column) => {
    expect(fromBlob(text)).toMatchObject({ ok: false, error: { code, ...(column && { column }) } });
  });

  it("becomes PEM with 64 characters a line", () => {
    expect(toPem(new Uint8Array(50))).toBe(
      `-----BEGIN CERTIFICATE-----\n${"A".repeat(64)}\nAAA=\n-----END CERTIFICATE-----\n`,
    );
  });
});

describe("hex", () => {
  it("comes back as the same bytes", () => {
    fc.assert(
      fc.property(bytesOf, (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
    expect(fromHex("abc")).toBeUndefined();
    expect(fromHex("zz")).toBeUndefined();
  });
});
