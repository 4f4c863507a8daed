import { describe, expect, it } from "vitest";
import type { ChainNode } from "@/lib/api/certificate-chain";
import { db } from "@/lib/db";
import { CA_EXTENSIONS, ca, certificate } from "@/lib/pki/fixtures/openssl";
import { withTestDatabase } from "@/scripts/test-database";
import { ADMIN, codeOf, must, storeDraft } from "../test-world";
import { getChain } from "./chain";
import { uploadCertificates } from "./upload";

withTestDatabase();

async function store(bytes: Uint8Array) {
  const [first] = must(await uploadCertificates(ADMIN, { bytes, fileName: "a.cer" })).certificates;
  if (!first) throw new Error("nothing stored");
  return first.certificate;
}
const LEAF = ["authorityKeyIdentifier = keyid", "extendedKeyUsage = clientAuth"];
const leaf = (name: string) => certificate({ subject: `/CN=${name}`, issued: true, extensions: LEAF });

/** `Contoso CA > leaf one (signature)` */
const say = (node: ChainNode): string =>
  `${node.displayName}${node.proof ? ` (${node.proof})` : ""}${node.children.length > 0 ? ` > [${node.children.map(say).join(", ")}]` : ""}`;
const chainOf = async (id: string) => {
  const { roots, missingIssuer } = must(await getChain(ADMIN, id));
  return { chain: roots.map(say), missingIssuer };
};

describe("the chain", () => {
  it("says which issuer is missing, and is whole when it is stored", async () => {
    const one = await store(leaf("leaf one"));
    expect(await chainOf(one.id)).toEqual({
      chain: ["leaf one"],
      missingIssuer: "CN=Contoso CA,DC=contoso,DC=com",
    });
    const issuer = await store(ca());
    await store(leaf("leaf two"));
    expect(await chainOf(one.id)).toEqual({
      chain: ["Contoso CA > [leaf one (signature)]"],
      missingIssuer: null,
    });
    expect(await chainOf(issuer.id)).toEqual({
      chain: ["Contoso CA > [leaf one (signature), leaf two (signature)]"],
      missingIssuer: null,
    });
  });

  it("does not believe a CA that only bears the name", async () => {
    const impostor = await store(
      certificate({
        subject: "/DC=com/DC=contoso/CN=Contoso CA",
        key: "p384",
        extensions: [...CA_EXTENSIONS.slice(0, 2), "subjectKeyIdentifier = none"],
      }),
    );
    const one = await store(leaf("leaf one"));
    expect((await chainOf(one.id)).chain).toEqual(["Contoso CA > [leaf one (signature)]"]);
    expect((await chainOf(impostor.id)).chain).toEqual(["Contoso CA"]);
  });

  it("says where it cannot verify a signature", async () => {
    const one = await store(leaf("leaf unverifiable"));
    const issuer = await store(ca());
    await db().certificate.update({ where: { id: issuer.id }, data: { der: Buffer.from("unknown") } });
    // The impostor of the test above has a key that can be asked, and it says no.
    expect((await chainOf(one.id)).chain).toEqual(["Contoso CA > [leaf unverifiable (names)]"]);
  });

  it("counts what it does not show, and where each is mapped", async () => {
    await db().certificate.deleteMany({ where: { displayName: "Contoso CA" } });
    const issuer = await store(ca());
    const issued = await db().certificate.findFirstOrThrow({ where: { displayName: "leaf two" } });
    const { id: _, ...copy } = issued;
    await db().certificate.createMany({
      data: Array.from({ length: 60 }, (__, n) => ({
        ...copy,
        sha256: `copy-${n}`,
        displayName: `copy ${n}`,
      })),
    });
    const [root] = must(await getChain(ADMIN, issuer.id)).roots;
    expect(root?.children).toHaveLength(50);
    expect((root?.more ?? 0) + 50).toBe(
      await db().certificate.count({ where: { issuerKey: issued.issuerKey, NOT: { id: issuer.id } } }),
    );
    const draft = await storeDraft("Chain portal", ["chained"]);
    const mapping = await db().oneToOneMapping.findFirstOrThrow({ where: { siteConfigId: draft.id } });
    expect(must(await getChain(ADMIN, mapping.certificateId)).roots[0]?.mappings).toBe(1);
    expect(codeOf(await getChain(ADMIN, "nonsense"))).toBe("not-found");
  });
});
