import { FactGroup } from "@/components/certificates/fact-group";
import { Purposes } from "@/components/certificates/purposes";
import type { Certificate } from "@/lib/pki/certificate";

function authority({ basicConstraints }: Certificate): string {
  if (!basicConstraints?.ca) return "No";
  const { pathLen } = basicConstraints;
  if (pathLen === undefined) return "Yes, without a limit to the length of the chain";
  return `Yes, with at most ${pathLen} ${pathLen === 1 ? "CA" : "CAs"} below it`;
}

/** What it may be used for. */
export function PurposeFacts({ inside }: { inside: Certificate }) {
  return (
    <FactGroup
      title="Use"
      facts={[
        ["Purposes", <Purposes key="purposes" extendedKeyUsage={inside.extendedKeyUsage ?? null} />],
        ["Key usage", inside.keyUsage ? inside.keyUsage.join(", ") || "none" : "Any (no key usage)"],
        ["Certificate authority", authority(inside)],
      ]}
    />
  );
}
