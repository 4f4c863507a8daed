"use client";

import { Button, Group, Stack, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { CertificateFacts } from "@/components/certificates/certificate-facts";
import { CertificateUses } from "@/components/certificates/certificate-uses";
import { DeleteCertificate } from "@/components/certificates/delete-certificate";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { DaysLeft } from "@/components/ui/days-left";
import { PageHeader } from "@/components/ui/page-header";
import type { CertificateDetail } from "@/lib/api/certificates";
import { certificateFileHref, certificateQueries } from "@/lib/queries/certificates";

const FILES = [
  { as: "blob", label: "Blob (.txt)" },
  { as: "der", label: "DER (.cer)" },
  { as: "pem", label: "PEM (.pem)" },
] as const;

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
            <DeleteCertificate certificate={certificate} />
            <CopyButton text={certificate.blob} label="Copy the blob" words="Copy the blob" main />
          </>
        }
      />
      <Stack gap="lg">
        <section aria-labelledby="blob">
          <Title order={2} size="h4" id="blob" mb="xs">
            Blob
          </Title>
          <CodeBlock
            code={certificate.blob}
            label="The certificate as IIS wants it: base64 in one line"
            lineNumbers={false}
            wrap
            maxHeight={180}
          />
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
        </section>
        <section aria-labelledby="used">
          <Title order={2} size="h4" id="used" mb="xs">
            Where it is mapped
          </Title>
          <CertificateUses usedIn={certificate.usedIn} />
        </section>
        <section aria-labelledby="facts">
          <Title order={2} size="h4" id="facts" mb="xs">
            What it says
          </Title>
          <CertificateFacts certificate={certificate} />
        </section>
      </Stack>
    </>
  );
}
