/**
 * How many parsed certificates a second get a decision, without trace: 10,000 certificates against 10,000 one-to-one and
 * 1,000 many-to-one mappings. Run with `npx tsx bench/iis-resolve.ts`. The goal is 50,000 a second on two cores.
 */
import { createHash } from "node:crypto";
import { compileSiteConfig, type ResolvableCertificate, resolveAccount } from "@/lib/iis/resolve";
import type { ManyToOneMapping, OneToOneMapping, Rule } from "@/lib/iis/site-config";

const COUNT = 10_000;
const MANY = 1_000;

/** The outer shape of a certificate, of a usual size (1,500 bytes). */
function der(seed: number): Uint8Array {
  const bytes = new Uint8Array(1_500).fill(seed & 255);
  new DataView(bytes.buffer).setUint32(20, seed);
  bytes.set([0x30, 0x82, 1_496 >> 8, 1_496 & 255, 0x30, 0x82, 1_487 >> 8, 1_487 & 255], 0);
  bytes.set([0x30, 0x00, 0x03, 0x01, 0x00], 1_495);
  return bytes;
}

const certificate = (i: number, known: boolean): ResolvableCertificate => ({
  sha256: createHash("sha256")
    .update(der(known ? i : i + 1_000_000))
    .digest("hex"),
  subjectName: [
    [{ oid: "2.5.4.6", value: "US" }],
    [{ oid: "2.5.4.10", value: `Partner ${i % 2_000}` }],
    [{ oid: "2.5.4.11", value: `Department ${i % 50}` }],
    [{ oid: "2.5.4.3", value: `User ${i}` }],
  ],
  issuerName: [[{ oid: "2.5.4.10", value: "Contoso" }], [{ oid: "2.5.4.3", value: "Contoso Issuing CA" }]],
});

const rule = (
  certificateField: Rule["certificateField"],
  certificateSubField: string,
  matchCriteria: string,
): Rule => ({
  certificateField,
  certificateSubField,
  matchCriteria,
  compareCaseSensitive: true,
});

const oneToOneMappings: OneToOneMapping[] = Array.from({ length: COUNT }, (_, i) => ({
  name: `User ${i}`,
  enabled: true,
  userName: `CONTOSO\\u${i}`,
  certificate: Buffer.from(der(i)).toString("base64"),
}));

const manyToOneMappings = (pattern: (i: number) => string): ManyToOneMapping[] =>
  Array.from({ length: MANY }, (_, i) => ({
    name: `Partner ${i}`,
    description: "",
    enabled: true,
    permissionMode: "Allow",
    userName: `CONTOSO\\p${i}`,
    rules: [rule("Issuer", "CN", "Contoso Issuing CA"), rule("Subject", "O", pattern(i))],
  }));

const PATTERNS: Record<string, (i: number) => string> = {
  "whole values": (i) => `Partner ${i}`,
  "prefixes `abc*`": (i) => `Partner ${i}*`,
  "substrings `*abc*`": (i) => `*tner ${i}*`,
};

for (const [title, pattern] of Object.entries(PATTERNS)) {
  const started = performance.now();
  const compiled = compileSiteConfig({
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings,
      manyToOneMappings: manyToOneMappings(pattern),
    },
    anonymousAuthentication: { enabled: false },
  });
  console.log(`many-to-one with ${title}: compiled in ${Math.round(performance.now() - started)} ms`);
  for (const share of [1, 0.5, 0]) {
    const certificates = Array.from({ length: COUNT }, (_, i) => certificate(i, i < COUNT * share));
    const tally = { allow: 0, deny: 0, "no-match": 0 };
    const rounds: number[] = [];
    for (let round = 0; round < 5; round++) {
      const from = performance.now();
      for (const one of certificates) tally[resolveAccount(one, compiled).decision]++;
      rounds.push(COUNT / ((performance.now() - from) / 1_000));
    }
    const median = Math.round(rounds.sort((a, b) => a - b)[2] ?? 0);
    const hits = `${Math.round(share * 100)}% in the one-to-one list`;
    console.log(
      `  ${hits}: ${median.toLocaleString("en")} a second (${tally.allow / 5} allow, ${tally["no-match"] / 5} no match)`,
    );
  }
}
