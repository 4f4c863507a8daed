import { FactGroup } from "@/components/certificates/fact-group";
import { FactLines } from "@/components/certificates/fact-lines";
import { CopyText } from "@/components/ui/copy-text";
import type { Certificate } from "@/lib/pki/certificate";

function addresses(label: string, urls: readonly string[]) {
  return (
    <FactLines key={label}>
      {[...new Set(urls)].map((url) => (
        <CopyText key={url} value={url} label={`${label} ${url}`} />
      ))}
    </FactLines>
  );
}

/** Where a server asks about it. Addresses are text, not links: what is behind them is for servers. */
export function AddressFacts({ inside }: { inside: Certificate }) {
  return (
    <FactGroup
      title="Addresses"
      facts={[
        ["Revocation list (CRL)", addresses("CRL address", inside.crlUrls)],
        ["Revocation service (OCSP)", addresses("OCSP address", inside.ocspUrls)],
        ["Issuer's certificate (AIA)", addresses("AIA address", inside.issuerUrls)],
      ]}
    />
  );
}
