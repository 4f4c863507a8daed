import { isSigned, type PublicKey, readStatement, type Statement } from "@/lib/audit-chain/checkpoint";
import type { ChainPlace } from "@/lib/audit-chain/link";
import { type ChainProblem, problem } from "@/lib/audit-chain/problem";

interface Witness {
  jws: string;
  says: Statement;
}

/**
 * The checkpoints of one verification. A hash vouches for everything before it, so once the last checkpoint agrees and is signed
 * the ones before it have nothing to add: only its signature, and that of one that disagrees, is looked at.
 */
export class Witnesses {
  readonly #byNumber = new Map<number, Witness[]>();
  readonly #key: PublicKey | null;
  #unreadable = 0;
  #last = 0;
  #agreed: Witness | null = null;

  constructor(checkpoints: readonly string[], key: PublicKey | null) {
    this.#key = key;
    if (key === null) return;
    for (const jws of checkpoints) {
      const says = readStatement(jws);
      if (says === null) {
        this.#unreadable++;
        continue;
      }
      this.#byNumber.set(says.number, [...(this.#byNumber.get(says.number) ?? []), { jws, says }]);
      this.#last = Math.max(this.#last, says.number);
    }
  }

  /** Does what was signed about this event agree with it? */
  async ask({ number, hash }: ChainPlace): Promise<ChainProblem | null> {
    for (const witness of this.#byNumber.get(number) ?? []) {
      // A cut takes events away: it must be signed, whatever comes later.
      if (witness.says.kind === "cut" && !(await this.#isSigned(witness))) return badSignature(witness.says);
      if (witness.says.hash === hash) {
        this.#agreed = witness;
        continue;
      }
      if (!(await this.#isSigned(witness))) return badSignature(witness.says);
      const first = (this.#agreed?.says.number ?? 0) + 1;
      const range =
        first === number ? `Event ${number} is` : `Among events ${first} to ${number} there are some`;
      return problem(
        "replaced",
        first,
        `${range} not what the checkpoint of ${witness.says.at} vouches for: the chain was made anew.`,
      );
    }
    return null;
  }

  /** At the end of the chain: is there a checkpoint of an event that is not there any more? Is the last one signed? */
  async askAtEnd(number: number): Promise<ChainProblem | null> {
    if (this.#unreadable > 0)
      return problem(
        "checkpoint-bad",
        null,
        "There is a checkpoint that is none of Certmap's, or is damaged.",
      );
    const [witness = null] = this.#last > number ? (this.#byNumber.get(this.#last) ?? []) : [this.#agreed];
    if (witness === null) return null;
    if (!(await this.#isSigned(witness))) return badSignature(witness.says);
    if (this.#last <= number) return null;
    return problem(
      "tail-cut",
      number + 1,
      `Event ${number + 1} is missing: the checkpoint of ${witness.says.at} vouches for ${this.#last} events, and the ` +
        `chain ends with event ${number}. The end was cut off, or the database is an older one.`,
    );
  }

  async vouchedUpTo(): Promise<number | null> {
    if (this.#agreed === null || !(await this.#isSigned(this.#agreed))) return null;
    return this.#agreed.says.number;
  }

  async #isSigned({ jws }: Witness): Promise<boolean> {
    return this.#key !== null && (await isSigned(jws, this.#key));
  }
}

function badSignature({ number, at }: Statement): ChainProblem {
  return problem(
    "checkpoint-bad",
    number,
    `The checkpoint of event ${number} (${at}) is not signed by this console: it was altered, or the key is another one's.`,
  );
}
