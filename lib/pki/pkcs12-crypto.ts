import forge from "node-forge";
import { type CodedError, fail } from "@/lib/errors";
import { DerFault, readOid, readSmallInteger, TAG } from "@/lib/pki/asn1";
import { type BerNode, berChildren } from "@/lib/pki/ber";

/** The encryption of a PKCS#12 file cannot be undone: with this password, or not by us. */
export class PbeFault extends Error {
  constructor(readonly error: CodedError) {
    super(error.message);
  }

  static wrongPassword(): PbeFault {
    return new PbeFault(
      fail("pkcs12-password", "The password of this PKCS#12 file is wrong. Type it again.").error,
    );
  }

  static unsupported(what: string): PbeFault {
    const message = `This PKCS#12 file uses ${what}, which cannot be opened here. Export the certificate alone as .cer and drop that file.`;
    return new PbeFault(fail("pkcs12-unsupported", message).error);
  }
}

/** The part of node-forge that its types leave out. */
interface Pbe {
  getCipher(oid: string, parameters: forge.asn1.Asn1, password: string | null): forge.cipher.BlockCipher;
  generatePkcs12Key(
    password: string | null,
    salt: forge.util.ByteStringBuffer,
    id: number,
    iterations: number,
    length: number,
    digest: forge.md.MessageDigest,
  ): forge.util.ByteStringBuffer;
}
const pbe = (forge.pki as unknown as { pbe: Pbe }).pbe;

const PBES2 = "1.2.840.113549.1.5.13";
/** Encryption in PKCS#12 files that we meet but node-forge cannot undo; named so that the person knows what to change. */
const UNSUPPORTED: Record<string, string> = {
  "1.2.840.113549.1.12.1.1": "128-bit RC4",
  "1.2.840.113549.1.12.1.2": "40-bit RC4",
  "1.2.840.113549.1.12.1.4": "two-key triple DES",
  "1.2.840.113549.1.12.1.5": "128-bit RC2",
};

/** Most rounds that a password is stretched for: more would freeze the page. Files in use have 1 to 600,000. */
const MAX_ITERATIONS = 1_000_000;

/**
 * Plain bytes of password-based encryption: PBES2 with PBKDF2 and AES or DES, or PKCS#12's own triple DES and 40-bit RC2. A null password is the
 * absent one, which differs from the empty one (RFC 7292 appendix B.1).
 * @throws PbeFault, DerFault
 */
export function decryptPbe(algorithm: BerNode, content: Uint8Array, password: string | null): Uint8Array {
  const [type, parameters] = berChildren(algorithm);
  if (type?.tag !== TAG.oid || !parameters)
    throw new DerFault("the encryption is not named", algorithm.start);
  const oid = readOid(type);
  if (UNSUPPORTED[oid]) throw PbeFault.unsupported(UNSUPPORTED[oid]);
  boundIterations(parameters);
  const cipher = cipherFor(
    oid,
    parameters,
    oid === PBES2 && password ? forge.util.encodeUtf8(password) : password,
  );
  cipher.update(forge.util.createBuffer(binary(content)));
  let sound: boolean;
  try {
    sound = cipher.finish();
  } catch {
    // Content that is no whole number of blocks.
    sound = false;
  }
  if (!sound) throw PbeFault.wrongPassword();
  return octets(cipher.output.getBytes());
}

function cipherFor(oid: string, parameters: BerNode, password: string | null): forge.cipher.BlockCipher {
  try {
    const der = binary(parameters.bytes.subarray(parameters.start, parameters.next));
    return pbe.getCipher(oid, forge.asn1.fromDer(der), password);
  } catch {
    throw PbeFault.unsupported(`an encryption (${oid}) or parameters of it`);
  }
}

/** Every INTEGER in the parameters is a count or a key's length; node-forge would take any. */
function boundIterations(node: BerNode): void {
  for (const child of berChildren(node)) {
    if (child.tag === TAG.integer) checkIterations(readSmallInteger(child, "the number of iterations"));
    else if (child.tag === TAG.sequence) boundIterations(child);
  }
}

function checkIterations(iterations: number): void {
  if (iterations < 1 || iterations > MAX_ITERATIONS)
    throw PbeFault.unsupported(`${iterations} rounds of password stretching`);
}

const DIGESTS: Record<string, () => forge.md.MessageDigest> = {
  "1.3.14.3.2.26": () => forge.md.sha1.create(),
  "2.16.840.1.101.3.4.2.1": () => forge.md.sha256.create(),
  "2.16.840.1.101.3.4.2.2": () => forge.md.sha384.create(),
  "2.16.840.1.101.3.4.2.3": () => forge.md.sha512.create(),
  "1.2.840.113549.2.5": () => forge.md.md5.create(),
};

/**
 * MAC of the safe (RFC 7292 appendix B.4); undefined for a digest that we do not have.
 * @throws PbeFault
 */
export function macOf(
  digestOid: string,
  safe: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  password: string | null,
): Uint8Array | undefined {
  const digest = DIGESTS[digestOid]?.();
  if (!digest) return undefined;
  checkIterations(iterations);
  const key = pbe.generatePkcs12Key(
    password,
    forge.util.createBuffer(binary(salt)),
    3,
    iterations,
    digest.digestLength,
    digest,
  );
  const mac = forge.hmac.create();
  mac.start(digest, key.getBytes());
  mac.update(binary(safe));
  return octets(mac.digest().getBytes());
}

/** node-forge works on strings with one character a byte. */
function binary(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function octets(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
