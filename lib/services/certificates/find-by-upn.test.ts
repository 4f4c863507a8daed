import { describe, expect, it } from "vitest";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";
import { ADMIN, blobByOpenssl, codeOf, must } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { findByUpn } from "./find-by-upn";
import { uploadBatch } from "./upload-batch";

withTestDatabase();

describe("certificates by user principal name", () => {
  it("are those that name one and have not ended, whatever the case", async () => {
    const upn = (name: string) => [
      `subjectAltName = otherName:1.3.6.1.4.1.311.20.2.3;UTF8:${name}@contoso.com`,
    ];
    const ann = certificate({ subject: "/CN=ann", extensions: upn("Ann") });
    const ben = certificate({ subject: "/CN=ben", extensions: upn("ben") });
    const ended = certificate({ subject: "/CN=ended", extensions: upn("ann"), days: -1 });
    expect(Date.parse(parsed(ended).notAfter)).toBeLessThan(Date.now());
    must(await uploadBatch(ADMIN, { certificates: [ann, ben, ended].map(blobByOpenssl) }));
    const found = must(await findByUpn(ADMIN, { upns: ["ANN@contoso.com", "nobody@contoso.com"] }));
    expect(found).toEqual({ certificates: [blobByOpenssl(ann)], complete: true });
    expect(codeOf(await findByUpn(ADMIN, { upns: [] }))).toBe("invalid-input");
  });
});
