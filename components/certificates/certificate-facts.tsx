"use client";

import { Text } from "@mantine/core";
import { Purposes } from "@/components/certificates/purposes";
import { FactList } from "@/components/ui/fact-list";
import { Fingerprint } from "@/components/ui/fingerprint";
import { Time } from "@/components/ui/time";
import type { CertificateDetail } from "@/lib/api/certificates";

function keyOf({ keyAlgorithm, keySize }: CertificateDetail): string {
  return keySize === null ? keyAlgorithm : `${keyAlgorithm}, ${keySize.toLocaleString("en")} bits`;
}

export function CertificateFacts({ certificate }: { certificate: CertificateDetail }) {
  const upn = certificate.upn.length > 0 ? certificate.upn.join(", ") : "none";
  return (
    <FactList
      label="Certificate"
      facts={[
        ["Subject", certificate.subject || "(empty)"],
        ["Issuer", certificate.issuer || "(empty)"],
        ["Valid from", <Time key="from" value={certificate.notBefore} as="exact" />],
        ["Valid until", <Time key="until" value={certificate.notAfter} as="exact" />],
        ["Purposes", <Purposes key="purposes" extendedKeyUsage={certificate.extendedKeyUsage} />],
        ["User principal name", upn],
        [
          "Serial number",
          <Fingerprint key="serial" value={certificate.serialNumber} label="serial number" />,
        ],
        [
          "Thumbprint (SHA-1)",
          <Fingerprint key="sha1" value={certificate.sha1} label="thumbprint (SHA-1)" />,
        ],
        ["SHA-256", <Fingerprint key="sha256" value={certificate.sha256} label="SHA-256" />],
        ["Key", keyOf(certificate)],
        [
          "Added",
          <Text key="added" span inherit>
            <Time value={certificate.createdAt} /> by {certificate.createdBy}
          </Text>,
        ],
      ]}
    />
  );
}
