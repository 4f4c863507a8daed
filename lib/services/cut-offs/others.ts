import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { OTHERS_LIMIT } from "@/lib/api/cut-offs";
import { sayAnswer } from "@/lib/iis/expectation";
import { compileWithHashes, resolveAccount } from "@/lib/iis/resolve";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";
import type { OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";
import { storedNames } from "@/lib/services/certificates/stored-names";

/** What stored certificates become before and after, where that is not the same: those that a change hits beside its subject. */
export async function othersHit(before: SiteConfig, after: SiteConfig, subjectSha256: string | null) {
  const hashes = new Map<OneToOneMapping["certificate"], string | null>();
  const hashOf = ({ certificate }: OneToOneMapping) => {
    const known = hashes.get(certificate);
    if (known !== undefined) return known;
    const der = decodeAsIisDoes(certificate);
    const hash = der && bytesToHex(sha256(der));
    hashes.set(certificate, hash);
    return hash;
  };
  const [was, is] = [compileWithHashes(before, hashOf), compileWithHashes(after, hashOf)];
  const others: { id: string; displayName: string; before: string; after: string }[] = [];
  let othersTotal = 0;
  for (const certificate of (await storedNames()).certificates) {
    if (certificate.sha256 === subjectSha256) continue;
    const [now, then] = [resolveAccount(certificate, was), resolveAccount(certificate, is)];
    if (now.decision === then.decision && now.account === then.account) continue;
    othersTotal++;
    if (others.length < OTHERS_LIMIT)
      others.push({
        id: certificate.id,
        displayName: certificate.displayName,
        before: sayAnswer(now),
        after: sayAnswer(then),
      });
  }
  return { others, othersTotal };
}
