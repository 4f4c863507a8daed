import { describe, expect, test } from "vitest";
import { CERTIFICATES, der, errorOf, json, pem, run } from "@/cli/testing/run";

describe("inspect and blob", () => {
  test("tell what is in each file, and exit 1 when one fails", async () => {
    const ran = await run(["inspect", "a.cer", "b.pem", "bad.cer", "none.cer"], {
      "a.cer": der("alice"),
      "b.pem": pem("rsa"),
      "bad.cer": "hello",
    });
    expect(ran.code).toBe(1);
    expect(json(ran)).toMatchObject([
      {
        file: "a.cer",
        ok: true,
        certificates: [
          {
            keyAlgorithm: "EC",
            keySize: 256,
            extendedKeyUsage: ["1.3.6.1.5.5.7.3.2"],
            upn: [],
            blob: CERTIFICATES.alice,
          },
        ],
      },
      {
        file: "b.pem",
        ok: true,
        certificates: [{ keyAlgorithm: "RSA", keySize: 2048, blob: CERTIFICATES.rsa }],
      },
      { file: "bad.cer", ok: false, code: "cert-not-a-certificate" },
      { file: "none.cer", ok: false, code: "input-unreadable" },
    ]);
    expect(Object.keys(json(ran)[0].certificates[0])).toEqual([
      "subject",
      "issuer",
      "serialNumber",
      "sha1",
      "sha256",
      "notBefore",
      "notAfter",
      "keyAlgorithm",
      "keySize",
      "extendedKeyUsage",
      "upn",
      "blob",
    ]);
  });

  test("read standard input, and exit 0 when all is well", async () => {
    const ran = await run(["inspect", "-"], { stdin: pem("any") });
    expect(ran.code).toBe(0);
    expect(json(ran)).toMatchObject([{ file: "-", ok: true, certificates: [{ extendedKeyUsage: [] }] }]);
  });

  test("blob prints the base64 and nothing else", async () => {
    expect(await run(["blob", "a.pem"], { "a.pem": pem("alice") })).toMatchObject({
      code: 0,
      stdout: CERTIFICATES.alice,
      stderr: "",
    });
  });

  test("blob takes a chain, not a choice", async () => {
    expect((await run(["blob", "a.pem"], { "a.pem": pem("alice") + pem("ca") })).stdout).toBe(
      CERTIFICATES.alice,
    );
    expect(errorOf(await run(["blob", "a.pem"], { "a.pem": pem("alice") + pem("bob") }))).toMatchObject({
      code: "invalid-input",
    });
    expect(errorOf(await run(["blob", "none"]))).toMatchObject({
      code: "input-unreadable",
      message: expect.stringContaining("no such file"),
    });
    expect(errorOf(await run(["blob", "a"], { a: "" }))).toMatchObject({ code: "cert-empty" });
  });
});
