import { createHash } from "node:crypto";
import type { FactsAnswer } from "@/agent/windows/contract";

type Chain = NonNullable<FactsAnswer["chains"]>[number];

/** A verdict that is older is no longer told: the certificate may have been revoked since. */
const KEEP_MS = 24 * 60 * 60_000;

/**
 * The script builds chains for a minute and then stops. So that it comes to each certificate, those that it has not tried go first, then those
 * it tried the longest ago; what it said before is told along, for a day.
 */
export interface Chains {
  /** The certificates in the order in which they are to be asked about. `last`: where an earlier start of the agent ended. */
  order(certificates: readonly string[], last?: string): string[];
  /** Takes what the script said of the `asked` ones, in their order. */
  learn(asked: readonly string[], said: readonly Chain[], now: number): Learned;
}

interface Learned {
  /** All that is known of the asked ones. */
  chains: Chain[];
  /** SHA-256 of the last certificate that was tried; undefined when none was. */
  last: string | undefined;
}

export function createChains(): Chains {
  const tried = new Map<string, { round: number; at: number; chain: Chain | undefined }>();
  let rounds = 0;
  return {
    order: (certificates, last) => {
      const start = certificates.findIndex((certificate) => sha256(certificate) === last) + 1;
      const roundOf = (certificate: string): number => tried.get(sha256(certificate))?.round ?? 0;
      return [...certificates.slice(start), ...certificates.slice(0, start)].sort(
        (one, other) => roundOf(one) - roundOf(other),
      );
    },
    learn: (asked, said, now) => {
      rounds += 1;
      const answers = new Map(said.map((chain) => [chain.sha256, chain]));
      const ids = asked.map(sha256);
      // One that cannot be read is passed over; one that was tried alone and not told must not be first for ever.
      const end = Math.max(0, ...ids.map((id, index) => (answers.has(id) ? index : 0)));
      const reached = ids.slice(0, end + 1);
      for (const id of reached) tried.set(id, { round: rounds, at: now, chain: answers.get(id) });
      const wanted = new Set(ids);
      for (const id of tried.keys()) if (!wanted.has(id)) tried.delete(id);
      const chains = ids.flatMap((id) => {
        const known = tried.get(id);
        return known?.chain && now - known.at < KEEP_MS ? [known.chain] : [];
      });
      return { chains, last: reached.at(-1) };
    },
  };
}

function sha256(certificate: string): string {
  return createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex");
}
