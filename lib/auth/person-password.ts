import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { fail, ok, type Result } from "@/lib/errors";

/** Fewer guesses than a hundred million: a list of common passwords and their usual variations finds it. */
const COMMON = 3;

let judge: ZxcvbnFactory | undefined;

/**
 * Refuses what stands in lists of common passwords, or nearly: variations of them, of the person's own name and address, rows of
 * keys, repetitions and dates. Length is checked by the schema. Error: `password-common`; it never quotes the password.
 */
export function checkPersonPassword(
  password: string,
  { name, email }: { name: string; email: string },
): Result<true> {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const own = [name, email, ...email.split(/[@.]/), "certmap"].filter((word) => word.length > 2);
  if (judge.check(password.slice(0, 100), own).score >= COMMON) return ok(true);
  return fail(
    "password-common",
    "This password is easy to guess: it is, or is close to, one of those that attackers try first. A sentence of your own is better.",
    { field: "password" },
  );
}
