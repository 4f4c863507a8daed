import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const ntAuth: Check = {
  id: "nt-auth",
  title: "The issuing CA is in NTAuth",
  group: "directory",
  why: "Active Directory maps a certificate only when its issuing CA stands in the enterprise NTAuth store; otherwise nobody is mapped: 401.2 or 403.16.",
  statuses: ["401.2", "403.16"],
  sure: "documented",
  source: "Microsoft: importing third-party CA certificates into the Enterprise NTAuth store",
  byHand: () => "certutil -enterprise -viewstore NTAuth",
  look({ config, mapsByDirectory, host, directoryCertificates: certificates }) {
    if (config === null) return unknown("The agent has not reported what is configured here.");
    if (!mapsByDirectory) return fine("Active Directory mapping is off.");
    const { ntAuth: store } = host;
    if (store === undefined) return unknown("The agent did not report the NTAuth store.");
    if (store.length === 0)
      return problem(
        "The server's copy of the NTAuth store is empty.",
        "Publish the issuing CA: certutil -dspublish -f CA.cer NTAuthCA",
      );
    const issuers = [...new Map(certificates.map((each) => [each.issuer, each.issuerThumbprint]))];
    const missing = issuers.filter(([, thumbprint]) => thumbprint !== null && !store.includes(thumbprint));
    if (missing.length > 0)
      return problem(
        `Not in NTAuth: ${few(
          missing.map(([issuer]) => issuer),
          3,
        )}.`,
        "Publish the issuing CA: certutil -dspublish -f CA.cer NTAuthCA, then gpupdate on the server.",
      );
    const open = issuers.filter(([, thumbprint]) => thumbprint === null);
    if (issuers.length === 0 || open.length > 0)
      return unknown(
        issuers.length === 0
          ? `NTAuth has ${store.length} CAs. No client certificate is stored in Certmap to compare with.`
          : `The certificate of ${few(
              open.map(([issuer]) => issuer),
              3,
            )} is not stored in Certmap, so it cannot be compared.`,
      );
    return fine(`All ${issuers.length} issuing CAs of the stored client certificates are in NTAuth.`);
  },
};
