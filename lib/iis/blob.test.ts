import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeBlob } from "@/lib/iis/blob";
import { certA, textOf } from "@/lib/iis/golden/files";

const sample = () => new Uint8Array(readFileSync("agent/sample/applicationHost.config"));

const real = /certificate="([^"]+)"/.exec(textOf(sample()))?.[1] ?? "";
const base64 = (...bytes: number[]) => btoa(String.fromCharCode(...bytes));
const code = (text: string) => {
  const decoded = decodeBlob(text);
  return decoded.ok ? "ok" : decoded.error.code;
};

describe("decodeBlob", () => {
  it("takes a certificate as base64 in one line", () => {
    const decoded = decodeBlob(real);
    expect(decoded.ok && Buffer.from(decoded.value).equals(Buffer.from(real, "base64"))).toBe(true);
    expect(code(certA)).toBe("ok");
  });

  it.each([
    ["cert-empty", ""],
    ["cert-base64-damaged", `${real.slice(0, 64)}\r\n${real.slice(64)}`],
    ["cert-base64-damaged", ` ${real}`],
    ["cert-base64-damaged", `-----BEGIN CERTIFICATE-----${real}`],
    ["cert-base64-damaged", real.replace(/=*$/, "").slice(0, -1)],
    ["cert-base64-damaged", "MA=A"],
    ["cert-base64-damaged", "MAB="],
    ["cert-base64-damaged", "MAäA"],
    ["cert-truncated", real.slice(0, 400)],
    ["cert-trailing-bytes", btoa(`${atob(real)}x`)],
    ["cert-not-a-certificate", base64(0x31, 0)],
    ["cert-not-a-certificate", base64(0x30)],
    ["cert-not-a-certificate", base64(0x30, 0x80, 0, 0)],
    ["cert-not-a-certificate", base64(0x30, 0x85, 0, 0, 0, 0, 0)],
    ["cert-not-a-certificate", base64(0x30, 0x82, 1)],
    ["cert-not-a-certificate", base64(0x30, 0)],
    ["cert-not-a-certificate", base64(0x30, 4, 0x30, 0, 0x30, 0)],
    ["cert-not-a-certificate", base64(0x30, 6, 0x30, 0, 0x30, 0, 0x03, 9)],
    ["cert-not-a-certificate", base64(0x30, 8, 0x30, 0, 0x30, 0, 0x03, 0, 0x05, 0)],
  ])("%s: %s", (expected, text) => {
    expect(code(text)).toBe(expected);
  });
});
