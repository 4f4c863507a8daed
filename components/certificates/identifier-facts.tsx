import { FactGroup } from "@/components/certificates/fact-group";
import { Fingerprint } from "@/components/ui/fingerprint";
import { reverseHex } from "@/lib/pki/ad-mapping";
import type { Certificate } from "@/lib/pki/certificate";

/** Numbers that tell it from every other certificate. */
export function IdentifierFacts({ inside }: { inside: Certificate }) {
  const { serialNumber, sha1, sha256 } = inside;
  return (
    <FactGroup
      title="Serial number and thumbprints"
      facts={[
        ["Serial number", <Fingerprint key="serial" value={serialNumber} label="serial number" />],
        [
          "Serial number, bytes reversed",
          <Fingerprint
            key="reversed"
            value={reverseHex(serialNumber)}
            label="serial number with its bytes reversed"
          />,
        ],
        ["Thumbprint (SHA-1)", <Fingerprint key="sha1" value={sha1} label="thumbprint (SHA-1)" />],
        ["SHA-256", <Fingerprint key="sha256" value={sha256} label="SHA-256" />],
      ]}
    />
  );
}
