import { AlternativeNames } from "@/components/certificates/alternative-names";
import { FactGroup } from "@/components/certificates/fact-group";
import { FactLines } from "@/components/certificates/fact-lines";
import { CopyText } from "@/components/ui/copy-text";
import type { Certificate } from "@/lib/pki/certificate";
import { formatWindows } from "@/lib/pki/names";

/** Who holds it and who issued it, each as RFC 4514 and as Windows writes it. */
export function NameFacts({ inside }: { inside: Certificate }) {
  const { subject, issuer, subjectName, issuerName, upn, sid } = inside;
  return (
    <FactGroup
      title="Names"
      facts={[
        [
          "Subject (RFC 4514)",
          <CopyText key="subject" value={subject} none="(empty)" label="subject (RFC 4514)" />,
        ],
        [
          "Subject (Windows)",
          <CopyText
            key="subject-windows"
            value={formatWindows(subjectName)}
            none="(empty)"
            label="subject (Windows)"
          />,
        ],
        [
          "Issuer (RFC 4514)",
          <CopyText key="issuer" value={issuer} none="(empty)" label="issuer (RFC 4514)" />,
        ],
        [
          "Issuer (Windows)",
          <CopyText
            key="issuer-windows"
            value={formatWindows(issuerName)}
            none="(empty)"
            label="issuer (Windows)"
          />,
        ],
        [
          "User principal name",
          <FactLines key="upn">
            {[...new Set(upn)].map((name) => (
              <CopyText key={name} value={name} label={`user principal name ${name}`} />
            ))}
          </FactLines>,
        ],
        ["Security identifier (SID)", <CopyText key="sid" value={sid} label="security identifier" code />],
        ["Alternative names", <AlternativeNames key="san" names={inside.subjectAltName} />],
      ]}
    />
  );
}
