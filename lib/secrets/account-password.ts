import type { Result } from "@/lib/errors";
import { keys } from "@/lib/secrets/keys";
import { open, seal } from "@/lib/secrets/seal";

/** Whose password it is, in full: a bundle looks an account up by its name. */
export interface PasswordOwner {
  id: string;
  userNameKey: string;
}

/** An account's password at rest: bound to the account's id and name, so that swapping rows or names opens nothing. */
export function sealAccountPassword(owner: PasswordOwner, password: string): string {
  return seal(password, context(owner), keys());
}

export function openAccountPassword(owner: PasswordOwner, sealed: string): Result<string> {
  return open(sealed, context(owner), keys());
}

/** As passwords were sealed at first: bound to the id alone. For `bindNames` of lib/services/keys and nothing else. */
export function openUnnamedPassword({ id }: Pick<PasswordOwner, "id">, sealed: string): Result<string> {
  return open(sealed, `account:${id}`, keys());
}

function context({ id, userNameKey }: PasswordOwner): string {
  return `account:${id}:${userNameKey}`;
}
