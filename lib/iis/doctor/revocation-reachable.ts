import { mappedChains, NOT_REACHED } from "@/lib/iis/doctor/chains";
import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const revocationReachable: Check = {
  id: "revocation-reachable",
  title: "Revocation can be checked",
  group: "trust",
  why: "The server asks for the revocation list of each client certificate. When it reaches none, it refuses the certificate as if it were revoked: 403.13.",
  statuses: ["403.13"],
  sure: "documented",
  source: "Microsoft: HTTP status codes in IIS (403.13); X509ChainStatusFlags",
  byHand: () => "certutil -verify -urlfetch FILE.cer",
  look(scene) {
    const chains = mappedChains(scene);
    if (scene.section === null) return unknown("The mappings of this site were not reported.");
    if (chains.length === 0) return fine("No certificate is mapped one-to-one here.");
    const tried = chains.filter(({ problems }) => problems !== undefined);
    const cut = tried.filter(({ problems }) => problems?.some((name) => NOT_REACHED.includes(name)));
    if (cut.length > 0)
      return problem(
        `No revocation list or OCSP answer reached for ${few(cut.map(({ name }) => name))}.`,
        "Let the server reach the addresses in the certificate, through the proxy of the machine account too (netsh winhttp), or publish the list where it can.",
      );
    if (tried.length < chains.length)
      return unknown(`The server checked ${tried.length} of ${chains.length} mapped certificates.`);
    return fine(
      `Revocation was checked for ${tried.length} mapped ${tried.length === 1 ? "certificate" : "certificates"}.`,
    );
  },
};
