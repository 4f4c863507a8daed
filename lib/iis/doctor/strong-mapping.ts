import { type Check, few, fine, unknown, warning } from "@/lib/iis/doctor/check";

export const strongMapping: Check = {
  id: "strong-mapping",
  title: "Certificates name the account strongly",
  group: "directory",
  why: "Domain controllers with the updates of September 2025 refuse weak mappings: a certificate with a UPN only, without the SID extension, signs nobody in: 401.1 or 401.2.",
  statuses: ["401.1", "401.2"],
  sure: "documented",
  source: "Microsoft KB5014754; MS-PKCA, MS-WCCE 2.2.2.7.7.4",
  byHand: () => "certutil -dump FILE.cer | Select-String 1.3.6.1.4.1.311.25.2",
  look({ config, mapsByDirectory, directoryCertificates: certificates }) {
    if (config === null) return unknown("The agent has not reported what is configured here.");
    if (!mapsByDirectory) return fine("Active Directory mapping is off.");
    if (certificates.length === 0) return unknown("No client certificate is stored in Certmap to look at.");
    const weak = certificates.filter(({ hasUpn, hasSid }) => hasUpn && !hasSid);
    if (weak.length > 0)
      return warning(
        `${weak.length} of ${certificates.length} have a UPN and no SID extension: ${few(
          weak.map(({ name }) => name),
          3,
        )}.`,
        "Issue them again from a template that adds the SID extension, or write a strong altSecurityIdentities value (Certificates, Active Directory).",
      );
    return fine(`None of the ${certificates.length} stored client certificates relies on its UPN alone.`);
  },
};
