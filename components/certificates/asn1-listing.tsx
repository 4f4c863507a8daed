"use client";

import { asn1Text } from "@/components/certificates/asn1-text";
import { CodeBlock } from "@/components/ui/code-block";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { readAsn1Tree } from "@/lib/pki/asn1-tree";

export interface Asn1ListingProps {
  der: Uint8Array;
  /** Of the certificate. */
  name: string;
}

export function Asn1Listing({ der, name }: Asn1ListingProps) {
  const tree = readAsn1Tree(der);
  if (!tree.ok) return <ProblemAlert title="There is no ASN.1 to show" problem={tree.error} />;
  return (
    <CodeBlock
      code={asn1Text(tree.value)}
      label={`Elements of ${name}: offset, length, type, value`}
      lineNumbers={false}
    />
  );
}
