"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { BlobProof } from "@/components/certificates/blob-proof";
import { CertificateChain } from "@/components/certificates/certificate-chain";
import { CertificateLabels } from "@/components/certificates/certificate-labels";
import { CertificatePlaces } from "@/components/certificates/certificate-places";
import { CertificateSection } from "@/components/certificates/certificate-section";
import { CertificateUses } from "@/components/certificates/certificate-uses";
import { DeleteCertificate } from "@/components/certificates/delete-certificate";
import { CutOffButton } from "@/components/cut-offs/cut-off-button";
import { RemovalNotices } from "@/components/renewals/removal-notices";
import { RenewalOffer } from "@/components/renewals/renewal-offer";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { DaysLeft } from "@/components/ui/days-left";
import { PageHeader } from "@/components/ui/page-header";
import { DetailSkeleton } from "@/components/ui/skeletons";
import type { CertificateDetail } from "@/lib/api/certificates";
import { certificateFileHref, certificateQueries } from "@/lib/queries/certificates";

const FILES = [
  { as: "blob", label: "Blob (.txt)" },
  { as: "der", label: "DER (.cer)" },
  { as: "pem", label: "PEM (.pem)" },
] as const;

/** The reader of certificates is a chunk of its own, so that following a link here shows name and blob at once. */
const CertificateInside = dynamic(
  () => import("@/components/certificates/certificate-inside").then((file) => file.CertificateInside),
  { loading: () => <DetailSkeleton rows={12} /> },
);

export function CertificateView({ initial }: { initial: CertificateDetail }) {
  const { data } = useQuery(certificateQueries.detail(initial.id, initial));
  const certificate = data ?? initial;
  return (
    <>
      <PageHeader
        title={certificate.displayName}
        crumbs={[{ label: "Certificates", href: "/certificates" }]}
        state={<DaysLeft notAfter={certificate.notAfter} notBefore={certificate.notBefore} filled />}
        action={
          <>
            <CutOffButton kind="certificate" id={certificate.id} />
            <DeleteCertificate certificate={certificate} />
            <CopyButton text={certificate.blob} label="Copy the blob" words="Copy the blob" main />
          </>
        }
      />
      <RemovalNotices sha256={certificate.sha256} />
      <Stack gap="lg">
        <RenewalOffer ids={[certificate.id]} />
        <CertificateSection id="blob" title="Blob">
          <CodeBlock
            code={certificate.blob}
            label="The certificate as IIS wants it: base64 in one line"
            lineNumbers={false}
            wrap
            maxHeight={180}
          />
          <Text component="div" size="sm" mt="xs">
            <BlobProof certificate={certificate} />
          </Text>
          <Group gap="xs" mt="xs">
            {FILES.map(({ as, label }) => (
              <Button
                key={as}
                component="a"
                href={certificateFileHref(certificate.id, as)}
                download
                variant="default"
                size="xs"
                leftSection={<IconDownload size={14} aria-hidden />}
                aria-label={`Download as ${label}`}
              >
                {label}
              </Button>
            ))}
          </Group>
        </CertificateSection>
        <CertificateSection id="labels" title="Owner, tags and notes">
          <CertificateLabels certificate={certificate} />
        </CertificateSection>
        <CertificateSection id="used" title="Where it is mapped">
          <CertificateUses usedIn={certificate.usedIn} />
        </CertificateSection>
        <CertificateSection
          id="places"
          title="On servers"
          about="Where a push put the mapping, and where the server's agent saw it last."
        >
          <CertificatePlaces places={certificate.places} />
        </CertificateSection>
        <CertificateSection id="chain" title="Chain">
          <CertificateChain id={certificate.id} />
        </CertificateSection>
        <CertificateInside certificate={certificate} />
      </Stack>
    </>
  );
}
