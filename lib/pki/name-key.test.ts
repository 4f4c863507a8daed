import { expect, it } from "vitest";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";
import { nameKey } from "@/lib/pki/name-key";

const keyOf = (subject: string, options: string[] = []) =>
  nameKey(parsed(certificate({ subject, options })).subjectName);

it("is the same for names that differ in case, blanks and the order inside one RDN only", () => {
  const key = keyOf("/C=DE/O=Contoso Ltd/CN=Ann");
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(keyOf("/C=de/O=CONTOSO  ltd/CN=ann")).toBe(key);
  expect(keyOf("/O=Contoso/CN=Ann+UID=1")).toBe(keyOf("/O=Contoso/UID=1+CN=Ann"));
});

it("differs for other values, other types and another order of RDNs", () => {
  const keys = ["/O=A/CN=B", "/CN=B/O=A", "/O=A/OU=B", "/O=A/CN=BB", "/O=A+CN=B", "/CN=B"].map((subject) =>
    keyOf(subject),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
