import { FactGroup } from "@/components/certificates/fact-group";
import { keyWords, signatureWords } from "@/components/certificates/key-words";
import { Fingerprint } from "@/components/ui/fingerprint";
import type { Certificate } from "@/lib/pki/certificate";

/** Its key, and how its issuer signed it. */
export function KeyFacts({ inside }: { inside: Certificate }) {
  const { subjectKeyIdentifier, authorityKeyIdentifier } = inside;
  return (
    <FactGroup
      title="Key and signature"
      facts={[
        ["Key", keyWords(inside)],
        ["Signature", signatureWords(inside)],
        [
          "Subject key identifier",
          subjectKeyIdentifier ? (
            <Fingerprint key="ski" value={subjectKeyIdentifier} label="subject key identifier" />
          ) : (
            "none"
          ),
        ],
        [
          "Authority key identifier",
          authorityKeyIdentifier ? (
            <Fingerprint key="aki" value={authorityKeyIdentifier} label="authority key identifier" />
          ) : (
            "none"
          ),
        ],
        ["Version", `X.509 v${inside.version}`],
      ]}
    />
  );
}
