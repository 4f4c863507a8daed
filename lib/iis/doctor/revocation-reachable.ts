import { BY_HAND, mappedChains, NOT_REACHED, unlistedCertificates } from "@/lib/iis/doctor/chains";
import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";

/** Of DefaultCertCheckMode (HTTP_SERVICE_CONFIG_SSL_PARAM). */
const NO_REVOCATION_CHECK = 1;

export const revocationReachable: Check = {
  id: "revocation-reachable",
  title: "Revocation can be checked",
  group: "trust",
  why: "The server asks for the revocation list of each client certificate. When it reaches none, it refuses the certificate as if it were revoked: 403.13.",
  statuses: ["403.13"],
  sure: "documented",
  source: "Microsoft: HTTP status codes in IIS (403.13); X509ChainStatusFlags",
  byHand: () => "certutil -verify -urlfetch FILE.cer; netsh http show sslcert",
  look(scene) {
    const chains = mappedChains(scene);
    const off = scene.https.filter(({ tls }) => ((tls?.checkMode ?? 0) & NO_REVOCATION_CHECK) !== 0);
    if (scene.section === null) return unknown("The mappings of this site were not reported.");
    const unlisted = unlistedCertificates(scene);
    if (chains.length === 0 && unlisted === null) return fine("No mapping here lets a certificate in.");
    if (off.length > 0)
      return warning(
        `http.sys does not check revocation on ${few(off.map(({ key }) => key))}: a revoked certificate is not refused there.`,
        "Switch the check on again (netsh http update sslcert, verifyclientcertrevocation=enable), unless that is meant.",
      );
    if (chains.length === 0)
      return unknown(`No certificate is mapped one-to-one here. ${unlisted} ${BY_HAND}`);
    const tried = chains.filter(({ problems }) => problems !== undefined);
    const cut = tried.filter(({ problems }) => problems?.some((name) => NOT_REACHED.includes(name)));
    if (cut.length > 0)
      return problem(
        `No revocation list or OCSP answer reached for ${few(cut.map(({ name }) => name))}.`,
        "Let the server reach the addresses in the certificate, through the proxy of the machine account too (netsh winhttp), or publish the list where it can.",
      );
    if (tried.length < chains.length)
      return unknown(`The server checked ${tried.length} of ${chains.length} mapped certificates.`);
    const seen = `Revocation was checked for ${tried.length} mapped ${tried.length === 1 ? "certificate" : "certificates"}.`;
    if (unlisted !== null) return unknown(`${seen} ${unlisted} ${BY_HAND}`);
    return scene.https.every(({ tls }) => tls?.checkMode !== undefined)
      ? fine(seen)
      : unknown(`${seen} Whether http.sys asks for it on the bindings (certcheckmode) was not reported.`);
  },
};
