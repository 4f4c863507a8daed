"use client";

import { Stack, Text } from "@mantine/core";
import { AddressFacts } from "@/components/certificates/address-facts";
import { ExtensionFacts } from "@/components/certificates/extension-facts";
import { FactGroup } from "@/components/certificates/fact-group";
import { IdentifierFacts } from "@/components/certificates/identifier-facts";
import { KeyFacts } from "@/components/certificates/key-facts";
import { NameFacts } from "@/components/certificates/name-facts";
import { PurposeFacts } from "@/components/certificates/purpose-facts";
import { Time } from "@/components/ui/time";
import type { CertificateDetail } from "@/lib/api/certificates";
import type { Certificate } from "@/lib/pki/certificate";

/** Everything that the certificate says, in the order in which people ask: who, until when, what for, and what identifies it. */
export function CertificateFacts(props: { certificate: CertificateDetail; inside: Certificate }) {
  const { certificate, inside } = props;
  return (
    <Stack gap="lg">
      <NameFacts inside={inside} />
      <FactGroup
        title="Validity"
        facts={[
          ["Valid from", <Time key="from" value={certificate.notBefore} as="exact" />],
          ["Valid until", <Time key="until" value={certificate.notAfter} as="exact" />],
          [
            "Added",
            <Text key="added" span inherit>
              <Time value={certificate.createdAt} /> by {certificate.createdBy}
            </Text>,
          ],
        ]}
      />
      <PurposeFacts inside={inside} />
      <IdentifierFacts inside={inside} />
      <KeyFacts inside={inside} />
      <AddressFacts inside={inside} />
      <ExtensionFacts inside={inside} />
    </Stack>
  );
}
