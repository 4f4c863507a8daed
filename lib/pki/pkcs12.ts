import { fail, ok, type Result } from "@/lib/errors";
import { DerFault, readOid, readSmallInteger, sameBytes, TAG } from "@/lib/pki/asn1";
import { readBase64 } from "@/lib/pki/base64";
import { type BerNode, berChildren, berOctets, readBerNode } from "@/lib/pki/ber";
import type { Certificate } from "@/lib/pki/certificate";
import { orderChain } from "@/lib/pki/chain-order";
import { classifyDer } from "@/lib/pki/classify";
import { parseCertificate } from "@/lib/pki/der";
import { MAX_UPLOAD_BYTES } from "@/lib/pki/limits";
import { OID } from "@/lib/pki/oids";
import { withoutMarkers } from "@/lib/pki/pem";
import { decryptPbe, macOf, PbeFault } from "@/lib/pki/pkcs12-crypto";
import { decodeText, repairText } from "@/lib/pki/text";

/** RFC 7292 section 4.2 and PKCS#9. */
const BAG = { certificate: "1.2.840.113549.1.12.10.1.3", nested: "1.2.840.113549.1.12.10.1.6" };
const X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
const LOCAL_KEY_ID = "1.2.840.113549.1.9.21";

/** Bags in bags; real files have none. */
const MAX_NESTED_BAGS = 4;

/**
 * The certificates of a PKCS#12 file (RFC 7292; bytes, or base64 text with or without PEM lines), for use in the browser: only parts that hold certificates are decrypted. A private key is neither
 * decrypted nor returned, and nothing is sent anywhere. Certificates that belong to a key come first, their issuers follow as `chain`.
 *
 * Errors: `pkcs12-password`, `pkcs12-unsupported` (its encryption), `pkcs12-malformed`, `pkcs12-no-certificate`, `cert-too-large`, and those of
 * `parseCertificate`.
 */
export function openPkcs12(
  file: Uint8Array,
  password: string,
): Result<{ certificates: Certificate[]; chain: Certificate[] }> {
  if (file.length > MAX_UPLOAD_BYTES)
    return fail("cert-too-large", "The file is larger than 20 MiB. Export only the certificate.");
  const bytes =
    classifyDer(file) === "pkcs12" ? file : readBase64(withoutMarkers(repairText(decodeText(file)))).bytes;
  if (classifyDer(bytes) !== "pkcs12") {
    return fail(
      "pkcs12-malformed",
      "This is not a PKCS#12 file (.pfx, .p12), or its beginning is damaged. Export it again.",
    );
  }
  try {
    const found: { certificate: Certificate; hasKey: boolean }[] = [];
    for (const { der, hasKey } of readPfx(bytes, password)) {
      const parsed = parseCertificate(der);
      if (!parsed.ok) return parsed;
      found.push({ certificate: parsed.value, hasKey });
    }
    if (found.length === 0) {
      return fail(
        "pkcs12-no-certificate",
        "This PKCS#12 file holds no certificate, only other things. Export it again with its certificate.",
      );
    }
    const { certificates, chain } = orderChain(found.map(({ certificate }) => certificate));
    const withKey = new Set(
      found.filter(({ hasKey }) => hasKey).map(({ certificate }) => certificate.sha256),
    );
    // Sorting keeps the order among equals.
    certificates.sort((a, b) => Number(withKey.has(b.sha256)) - Number(withKey.has(a.sha256)));
    return ok({ certificates, chain: chain.filter(({ sha256 }) => !withKey.has(sha256)) });
  } catch (fault) {
    if (fault instanceof PbeFault) return { ok: false, error: fault.error };
    if (!(fault instanceof DerFault)) throw fault;
    return fail("pkcs12-malformed", `The PKCS#12 file is damaged: ${fault.message}. Export it again.`);
  }
}

interface CertificateBag {
  der: Uint8Array;
  hasKey: boolean;
}

function readPfx(bytes: Uint8Array, password: string): CertificateBag[] {
  const [, authSafe, macData] = berChildren(readBerNode(bytes, 0, bytes.length));
  const { type, content } = contentInfo(authSafe);
  // Content that is signed instead of having a MAC: RFC 7292 allows it, nobody makes it.
  if (type !== OID.pkcs7Data) throw PbeFault.unsupported("a signature instead of a password");
  const safe = berOctets(content);
  const passwords = password === "" ? ["", null] : [password];
  const verified = macData ? passwords.find((candidate) => macMatches(macData, safe, candidate)) : password;
  if (verified === undefined) throw PbeFault.wrongPassword();

  const bags: CertificateBag[] = [];
  for (const part of berChildren(sequence(readBerNode(safe, 0, safe.length)))) {
    const info = contentInfo(part);
    if (info.type === OID.pkcs7Data) readBags(berOctets(info.content), bags);
    else if (info.type === OID.pkcs7EncryptedData) readBags(decrypt(info.content, verified), bags);
  }
  return bags;
}

function contentInfo(node: BerNode | undefined): { type: string; content: BerNode } {
  const [type, wrapper] = berChildren(sequence(node));
  const content = wrapper?.tag === 0xa0 ? berChildren(wrapper)[0] : undefined;
  if (type?.tag !== TAG.oid || !content) throw new DerFault("a part of it has no content", node?.start ?? 0);
  return { type: readOid(type), content };
}

function sequence(node: BerNode | undefined): BerNode {
  if (node?.tag !== TAG.sequence) throw new DerFault("a sequence is missing", node?.start ?? 0);
  return node;
}

/** EncryptedData ::= { version, { type, { algorithm, parameters }, [0] octets } } (RFC 5652 section 8). */
function decrypt(encryptedData: BerNode, password: string | null): Uint8Array {
  const [, algorithm, octets] = berChildren(sequence(berChildren(sequence(encryptedData))[1]));
  if (!octets || (octets.tag & 0xdf) !== 0x80)
    throw new DerFault("encrypted content is missing", encryptedData.start);
  const plain = decryptPbe(sequence(algorithm), berOctets(octets), password);
  // Without a MAC a wrong password shows only here: one garbage in 256 has padding that looks right.
  if (plain[0] !== TAG.sequence) throw PbeFault.wrongPassword();
  return plain;
}

/** MacData ::= { { algorithm, digest }, salt, iterations } (RFC 7292 section 4). */
function macMatches(macData: BerNode, safe: Uint8Array, password: string | null): boolean {
  const [digestInfo, salt, iterations] = berChildren(sequence(macData));
  const [algorithm, digest] = berChildren(sequence(digestInfo));
  if (!algorithm || !digest || !salt) throw new DerFault("the integrity check is incomplete", macData.start);
  const oid = berChildren(sequence(algorithm))[0];
  if (oid?.tag !== TAG.oid) throw new DerFault("the integrity check is incomplete", macData.start);
  const rounds = iterations ? readSmallInteger(iterations, "the number of iterations") : 1;
  const mac = macOf(readOid(oid), safe, berOctets(salt), rounds, password);
  // One that we cannot compute (PBMAC1): the encrypted part tells whether the password is right.
  return mac === undefined || sameBytes(mac, berOctets(digest));
}

function readBags(content: Uint8Array, bags: CertificateBag[], depth = 0): void {
  if (depth > MAX_NESTED_BAGS) throw new DerFault("bags are nested too deep", 0);
  for (const bag of berChildren(sequence(readBerNode(content, 0, content.length)))) {
    const [type, wrapper, attributes] = berChildren(sequence(bag));
    const value = wrapper?.tag === 0xa0 ? berChildren(wrapper)[0] : undefined;
    if (type?.tag !== TAG.oid || !value) throw new DerFault("a bag has no content", bag.start);
    const oid = readOid(type);
    if (oid === BAG.nested) readBags(content.subarray(value.start, value.next), bags, depth + 1);
    if (oid !== BAG.certificate) continue;
    const held = contentInfo(value);
    if (held.type === X509_CERTIFICATE)
      bags.push({ der: berOctets(held.content).slice(), hasKey: hasLocalKeyId(attributes) });
  }
}

function hasLocalKeyId(attributes: BerNode | undefined): boolean {
  if (attributes?.tag !== TAG.set) return false;
  return berChildren(attributes).some((attribute) => {
    const type = berChildren(attribute)[0];
    return type?.tag === TAG.oid && readOid(type) === LOCAL_KEY_ID;
  });
}
