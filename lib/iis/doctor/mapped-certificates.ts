import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { perSection } from "@/lib/iis/doctor/per-section";
import { lintOneToOne } from "@/lib/iis/lint/one-to-one";

/** The findings that change what a request gets; the rest is for the editor of the mappings. */
const TELLING = [
  "undecodable-certificate",
  "duplicate-certificate",
  "certificate-two-accounts",
  "certificate-expired",
  "certificate-not-yet-valid",
  "no-client-auth",
];

export const mappedCertificates: Check = {
  id: "mapped-certificates",
  title: "The mapped certificates themselves",
  group: "trust",
  why: "An expired certificate is 403.17, one for another use 403.16. One enabled entry that does not decode breaks every client certificate of the site: 401.1 (0x80093102).",
  statuses: ["403.17", "403.16", "401.1", "500.19"],
  sure: "hypothesis",
  source: "Microsoft: HTTP status codes in IIS; reported behaviour (broken-entry-breaks-site, base64-stops)",
  byHand: () => "certutil -dump FILE.cer",
  look({ section, now }) {
    if (section === null) return unknown("The mappings of this site were not reported.");
    const findings = tellingFindings(section, now);
    const [worst] = [...findings].sort(
      (a, b) => Number(b.severity === "error") - Number(a.severity === "error"),
    );
    if (worst === undefined)
      return fine(
        `${section.oneToOneMappings.length} mapped one-to-one; all decode and are within their dates.`,
      );
    const seen = few(
      findings.map(({ message }) => message),
      3,
    );
    const fix = `${worst.fix} The site config's findings name every entry.`;
    return worst.severity === "error" ? problem(seen, fix) : warning(seen, fix);
  },
};

const tellingFindings = perSection(({ oneToOneMappings }, now) => {
  const mappings = oneToOneMappings.map((mapping) => ({
    ...mapping,
    name: mapping.name || `the entry of ${mapping.userName}`,
  }));
  return lintOneToOne(mappings, now).filter(({ code }) => TELLING.includes(code));
});
