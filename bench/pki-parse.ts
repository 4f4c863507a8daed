/**
 * Reading certificates, as a ratio to Node's `new X509Certificate(der)` with the same fields read, in one run.
 * `npx tsx bench/pki-parse.ts`; below 1 is faster than Node.
 */
import { X509Certificate } from "node:crypto";
import { toPem } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";
import { certificate, type KeyName } from "@/lib/pki/fixtures/openssl";
import { parseCertificates } from "@/lib/pki/parse";

const COUNT = 10_000;
const ROUNDS = 5;

const EXTENSIONS = [
  "basicConstraints = critical,CA:FALSE",
  "keyUsage = critical,digitalSignature,keyEncipherment",
  "extendedKeyUsage = clientAuth,emailProtection",
  "subjectAltName = email:ann@contoso.com,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ann@contoso.com",
  "subjectKeyIdentifier = hash",
  "authorityKeyIdentifier = keyid",
  "crlDistributionPoints = URI:http://crl.contoso.com/contoso.crl",
  "authorityInfoAccess = OCSP;URI:http://ocsp.contoso.com,caIssuers;URI:http://pki.contoso.com/ca.crt",
  "certificatePolicies = 1.3.6.1.4.1.311.21.8.1.2",
];
const keys: KeyName[] = ["rsa", "rsa", "rsa", "p256", "p256", "p384", "p521", "ed25519", "pss", "dsa"];
const subject =
  "/DC=com/DC=contoso/C=DE/O=Contoso GmbH/OU=People/OU=Sales/CN=Änne Lee/emailAddress=ann@contoso.com";
const SERIAL = "5566778899aabbccddee";
const models = keys.map((key, i) =>
  certificate({ key, issued: i % 2 === 0, subject, serial: `0x${SERIAL}`, extensions: EXTENSIONS }),
);

/** Ten models, each thousand times with a serial of its own; nobody checks the signature here. */
const ders = Array.from({ length: COUNT }, (_, i) => {
  const der = Buffer.from(models[i % models.length] as Uint8Array);
  der.writeUInt32BE(i, der.indexOf(Buffer.from(SERIAL, "hex")) + 4);
  return new Uint8Array(der);
});
const pems = ders.map((der) => new TextEncoder().encode(toPem(der)));

/** The fields of our Certificate that Node can tell. */
function readWithNode(der: Uint8Array, withKey: boolean): number {
  const x = new X509Certificate(der);
  const {
    subject,
    issuer,
    serialNumber,
    fingerprint,
    fingerprint256,
    validFrom,
    validTo,
    keyUsage,
    subjectAltName,
    infoAccess,
    ca,
  } = x;
  const fields = [
    subject,
    issuer,
    serialNumber,
    fingerprint,
    fingerprint256,
    validFrom,
    validTo,
    subjectAltName,
    infoAccess,
  ];
  const size = withKey
    ? (x.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) + (x.publicKey.asymmetricKeyType?.length ?? 0)
    : 0;
  return fields.join("").length + (keyUsage?.length ?? 0) + Number(ca) + size;
}

const ways: Record<string, () => void> = {
  "Node, fields and key": () => {
    for (const der of ders) readWithNode(der, true);
  },
  "Node, fields only": () => {
    for (const der of ders) readWithNode(der, false);
  },
  "Certmap, DER": () => {
    for (const der of ders)
      if (!parseCertificate(der).ok) throw new Error("a certificate of the bench is not read");
  },
  "Certmap, PEM file": () => {
    for (const pem of pems)
      if (!parseCertificates(pem).ok) throw new Error("a certificate of the bench is not read");
  },
};

const times: Record<string, number[]> = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(ways)) {
    const start = performance.now();
    run();
    const took = performance.now() - start;
    times[name] ??= [];
    times[name].push(took);
  }
}

const median = (name: string) => (times[name] ?? []).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
const node = median("Node, fields and key");
console.log(`${COUNT} mixed certificates (${keys.join(", ")}), median of ${ROUNDS} rounds`);
for (const name of Object.keys(ways)) {
  const ms = median(name);
  const ratio = `${(ms / node).toFixed(2)} of Node, ${(ms / median("Node, fields only")).toFixed(2)} of Node without the key`;
  console.log(
    `${name.padEnd(22)} ${ms.toFixed(0).padStart(6)} ms  ${Math.round((COUNT / ms) * 1000)
      .toString()
      .padStart(7)}/s  ${ratio}`,
  );
}
const ratio = median("Certmap, DER") / node;
console.log(`ratio ${ratio.toFixed(3)} (at most 1)`);
if (ratio > 1) process.exitCode = 1;
