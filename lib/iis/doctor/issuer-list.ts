import { type Check, few, fine, unknown, warning } from "@/lib/iis/doctor/check";

export const issuerList: Check = {
  id: "issuer-list",
  title: "Issuer list",
  group: "trust",
  why: "A server that sends a list of trusted issuers makes clients hide certificates of others, and the list ends at 16 KB: the browser offers none, and the answer is 403.7.",
  statuses: ["403.7", "403.16"],
  sure: "documented",
  source: "Microsoft Learn: overview of TLS - SSL (Schannel SSP), trusted issuers for client authentication",
  byHand: () =>
    "Get-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL | Format-List SendTrustedIssuerList, ClientAuthTrustMode",
  look({ host, https }) {
    const lists = https.filter(({ tls }) => tls && tls.ctlIdentifier !== "");
    if (lists.length > 0)
      return warning(
        `${few(lists.map(({ key }) => key))} names a certificate trust list, which Windows ignores since Server 2012.`,
        "Use a store instead: ClientAuthIssuer, named as ctlStore of the binding.",
      );
    if (host.schannel === undefined)
      return unknown("The agent did not report SendTrustedIssuerList and ClientAuthTrustMode.");
    const { sendTrustedIssuerList: send, clientAuthTrustMode: mode } = host.schannel;
    const stores = https.filter(({ tls }) => tls && tls.ctlStore !== "");
    const seen = `SendTrustedIssuerList is ${send ?? "not set (no list since Server 2012)"}, ClientAuthTrustMode is ${mode ?? "not set (0, machine trust)"}${stores.length === 0 ? "" : `, issuers from ${few(stores.map(({ key, tls }) => `${tls?.ctlStore} (${key})`))}`}.`;
    if (send !== null && send !== 0)
      return warning(
        seen,
        "Set SendTrustedIssuerList to 0, unless clients need the list to choose a certificate and it fits into 16 KB.",
      );
    if (mode !== null && mode !== 0)
      return warning(
        `${seen} With another mode than 0 only the issuers of the store count.`,
        "Make sure that every issuer of a mapped certificate is in the store that the binding names, or set ClientAuthTrustMode to 0.",
      );
    return fine(seen);
  },
};
