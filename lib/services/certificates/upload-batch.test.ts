import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { keyFile, openssl } from "@/lib/pki/fixtures/openssl";
import { ADMIN, blobByOpenssl, codeOf, derOf, eventsOf, must, personOf } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { uploadBatch } from "./upload-batch";

withTestDatabase();

describe("many certificates at once", () => {
  it("each have their own answer, and the good ones go through", async () => {
    const [ann, ben] = [blobByOpenssl(derOf("batch-ann")), blobByOpenssl(derOf("batch-ben"))];
    must(await uploadBatch(ADMIN, { certificates: [ben] }));
    const { answers } = must(
      await uploadBatch(ADMIN, {
        certificates: [
          ann,
          "aGVsbG8=",
          `${ann}\n`,
          ben,
          ann,
          Buffer.concat([derOf("x"), Buffer.from("y")]).toString("base64"),
        ],
      }),
    );
    const said = answers.map((answer) => ("refused" in answer ? answer.refused.code : answer.created));
    expect(said).toEqual([
      true,
      "cert-not-a-certificate",
      "cert-base64-damaged",
      false,
      true,
      "cert-trailing-bytes",
    ]);
    expect((await eventsOf("certificate.create")).map(({ nounName }) => nounName)).toEqual([
      "batch-ben",
      "batch-ann",
    ]);
    const stored = await db().certificate.findFirstOrThrow({ where: { displayName: "batch-ann" } });
    expect(Buffer.from(stored.der).toString("base64")).toBe(ann);
  });

  it("are refused together when there is a private key among them, and nothing of it is kept", async () => {
    const key = openssl(["pkey", "-in", keyFile("p256"), "-outform", "DER"]).toString("base64");
    const before = await db().certificate.count();
    const answer = await uploadBatch(ADMIN, { certificates: [blobByOpenssl(derOf("beside-the-key")), key] });
    expect(codeOf(answer)).toBe("cert-private-key");
    expect(JSON.stringify(answer)).not.toContain(key.slice(20, 60));
    expect(await db().certificate.count()).toBe(before);
  });

  it("are for editors, and at most 200", async () => {
    expect(codeOf(await uploadBatch(personOf("viewer"), { certificates: ["a"] }))).toBe("not-allowed");
    expect(codeOf(await uploadBatch(ADMIN, { certificates: [] }))).toBe("invalid-input");
    expect(codeOf(await uploadBatch(ADMIN, { certificates: Array(201).fill("a") }))).toBe("invalid-input");
  });
});
