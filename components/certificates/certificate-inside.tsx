"use client";

import { Acceptance } from "@/components/certificates/acceptance";
import { CertificateFacts } from "@/components/certificates/certificate-facts";
import { CertificateSection } from "@/components/certificates/certificate-section";
import { DirectoryIdentities } from "@/components/certificates/directory-identities";
import { RawAsn1 } from "@/components/certificates/raw-asn1";
import { readBlob } from "@/components/certificates/read-blob";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { CertificateDetail } from "@/lib/api/certificates";

/** What stands in the certificate's own bytes. They are on the page already, so they are read here. */
export function CertificateInside({ certificate }: { certificate: CertificateDetail }) {
  const inside = readBlob(certificate.blob);
  if (!inside.ok) return <ProblemAlert title="The certificate cannot be read" problem={inside.error} />;
  return (
    <>
      <CertificateSection id="acceptance" title="Will IIS accept it for mapping?">
        <Acceptance inside={inside.value} />
      </CertificateSection>
      <CertificateSection id="facts" title="What it says">
        <CertificateFacts certificate={certificate} inside={inside.value} />
      </CertificateSection>
      <CertificateSection
        id="directory"
        title="Active Directory"
        about="Values of altSecurityIdentities that map this certificate to an account of the domain, best first. A site needs them where it maps through Active Directory; one-to-one mappings do not."
      >
        <DirectoryIdentities inside={inside.value} mappedTo={certificate.usedIn[0]?.userName} />
      </CertificateSection>
      <CertificateSection id="asn1" title="Raw ASN.1">
        <RawAsn1 der={inside.value.der} name={certificate.displayName} />
      </CertificateSection>
    </>
  );
}
