"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import type { CertificateDetail } from "@/lib/api/certificates";
import { fromBlob } from "@/lib/pki/blob";
import { certificateQueries } from "@/lib/queries/certificates";

/** The blob on this page, decoded again here and compared with the stored certificate's own bytes. */
export function BlobProof({ certificate }: { certificate: CertificateDetail }) {
  const { data, error, refetch } = useQuery(certificateQueries.der(certificate.id));
  if (error) return <ProblemAlert problem={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={20} width={320} aria-label="Comparing" />;
  const decoded = fromBlob(certificate.blob);
  const same =
    decoded.ok &&
    decoded.value.length === data.length &&
    data.every((byte, at) => byte === decoded.value[at]);
  return same ? (
    <StateBadge
      state="verified"
      words={`Decoded again, it is the certificate byte for byte (${data.length.toLocaleString("en")} bytes).`}
      wrap
    />
  ) : (
    <StateBadge
      state="error"
      words="Decoded again, it is not the certificate. Do not use it; upload the certificate again."
      wrap
    />
  );
}
