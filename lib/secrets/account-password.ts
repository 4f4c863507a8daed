import type { Result } from "@/lib/errors";
import { keys } from "@/lib/secrets/keys";
import { open, seal } from "@/lib/secrets/seal";

/** An account's password at rest: bound to the account's id, so that swapping rows opens nothing. */
export function sealAccountPassword(accountId: string, password: string): string {
  return seal(password, context(accountId), keys());
}

export function openAccountPassword(accountId: string, sealed: string): Result<string> {
  return open(sealed, context(accountId), keys());
}

function context(accountId: string): string {
  return `account:${accountId}`;
}
