import { BY_HAND, mappedChains, NOT_REACHED, unlistedCertificates } from "@/lib/iis/doctor/chains";
import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const certificateChains: Check = {
  id: "certificate-chains",
  title: "Chains of the mapped certificates",
  group: "trust",
  why: "http.sys checks the chain before any mapping is looked at: an untrusted root or a missing intermediate is 403.16, a date 403.17, a revoked certificate 403.13. A mapping does not make a certificate trusted.",
  statuses: ["403.16", "403.17", "403.13"],
  sure: "documented",
  source: "Microsoft: HTTP status codes in IIS; X509ChainStatusFlags",
  byHand: () => "certutil -verify -urlfetch FILE.cer",
  look(scene) {
    const chains = mappedChains(scene);
    if (scene.section === null) return unknown("The mappings of this site were not reported.");
    const unlisted = unlistedCertificates(scene);
    if (chains.length === 0)
      return unlisted === null
        ? fine("No mapping here lets a certificate in.")
        : unknown(`No certificate is mapped one-to-one here. ${unlisted} ${BY_HAND}`);
    const tried = chains.flatMap(({ name, problems }) =>
      problems === undefined
        ? []
        : [{ name, problems: problems.filter((each) => !NOT_REACHED.includes(each)) }],
    );
    const broken = tried.filter(({ problems }) => problems.length > 0);
    if (broken.length > 0)
      return problem(
        `${few(
          broken.map(({ name, problems }) => `${name}: ${problems.join(", ")}`),
          3,
        )}.`,
        "Import the missing root into LocalMachine\\Root and intermediates into LocalMachine\\CA; a store of a user does not count. Replace certificates that are revoked or out of their dates.",
      );
    if (tried.length < chains.length)
      return unknown(
        `The server built the chain of ${tried.length} of ${chains.length} mapped certificates.`,
      );
    const good = `The server builds a good chain for all ${tried.length} certificates mapped one-to-one.`;
    return unlisted === null ? fine(good) : unknown(`${good} ${unlisted} ${BY_HAND}`);
  },
};
