"use client";

import { Tooltip } from "@mantine/core";
import { fromBlob } from "@/lib/pki/blob";
import { parseCertificate } from "@/lib/pki/der";
import { displayName } from "@/lib/pki/names";

/** A certificate that stands in a configuration, by its subject. What cannot be read is said so and shown by its end. */
export function CertificateName({ blob }: { blob: string }) {
  const der = fromBlob(blob);
  const parsed = der.ok ? parseCertificate(der.value) : der;
  if (!parsed.ok) return <span>Not readable (…{blob.slice(-12)})</span>;
  const { subjectName, subject, issuer } = parsed.value;
  return (
    <Tooltip label={`${subject || "No subject"}, issued by ${issuer}`} multiline maw={480}>
      <span>{displayName(subjectName) || subject || "No subject"}</span>
    </Tooltip>
  );
}
