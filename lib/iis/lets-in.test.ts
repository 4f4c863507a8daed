import { expect, test } from "vitest";
import type { CutOffSubject } from "@/lib/iis/cut-off";
import { letsIn } from "@/lib/iis/lets-in";
import type { ManyToOneMapping, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";

function certificateOf(label: string, subject: string): { subject: CutOffSubject } {
  const der = certificate({ subject });
  const { sha256, subjectName, issuerName } = parsed(der);
  return { subject: { kind: "certificate", label, sha256, blob: toBlob(der), subjectName, issuerName } };
}
const accountOf = (userName: string): { subject: CutOffSubject } => ({
  subject: { kind: "account", userName },
});
const ann = certificateOf("Ann", "/C=DE/O=Contoso/CN=Ann");
const bob = certificateOf("Bob", "/C=DE/O=Contoso/CN=Bob");
const nameless = certificateOf("Nameless", "/CN=*");
const alice = accountOf("CONTOSO\\alice");

function configOf(
  oneToOneMappings: OneToOneMapping[],
  manyToOneMappings: ManyToOneMapping[] = [],
): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "contoso",
      oneToOneMappings,
      manyToOneMappings,
    },
  };
}
function oneToOne({ subject }: { subject: CutOffSubject }, userName: string): OneToOneMapping {
  if (subject.kind !== "certificate") throw new Error("not a certificate");
  return { name: userName, enabled: true, userName, certificate: subject.blob };
}
const everybody: ManyToOneMapping = {
  name: "Everybody",
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\all",
  rules: [],
};

test("names those whom a config lets in: by their certificate, by a rule, by any spelling of the account", () => {
  const all = [ann, bob, alice];
  expect(letsIn({}, all)).toEqual([]);
  expect(letsIn(configOf([oneToOne(ann, "CONTOSO\\x")]), all)).toEqual([ann]);
  expect(letsIn(configOf([oneToOne(bob, "Alice")]), all)).toEqual([bob, alice]);
  expect(letsIn(configOf([oneToOne(bob, "OTHER\\alice")]), all)).toEqual([bob]);
  expect(letsIn(configOf([], [everybody]), all)).toEqual([ann, bob]);
  expect(letsIn(configOf([], [{ ...everybody, enabled: false }]), all)).toEqual([]);
  expect(letsIn(configOf([], [{ ...everybody, userName: "alice", enabled: true }]), [alice])).toEqual([
    alice,
  ]);
});

test("leaves out whom no rule can keep out, unless a mapping of its own lets it in", () => {
  expect(letsIn(configOf([], [everybody]), [nameless])).toEqual([]);
  expect(letsIn(configOf([oneToOne(nameless, "x")], [everybody]), [nameless])).toEqual([nameless]);
});
