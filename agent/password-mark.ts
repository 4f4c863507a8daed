import { createHmac, hkdfSync } from "node:crypto";
import { accountKey } from "@/lib/iis/passwords";

/** Keys that only this agent has: for marks, and as the second seal of a vault. Base64. */
export interface PasswordKeys {
  markKey: string;
  vaultKey: string;
}

/** Both come from the one key that this agent keeps to itself (state/keys.ts): a new enrolment makes other marks. */
export function passwordKeys(ownKey: string): PasswordKeys {
  const derived = (purpose: string): string =>
    Buffer.from(hkdfSync("sha256", Buffer.from(ownKey, "base64url"), "", purpose, 32)).toString("base64");
  return { markKey: derived("certmap password marks"), vaultKey: derived("certmap password vault") };
}

/** "" for the empty password; otherwise HMAC-SHA-256 in hexadecimal, as the script answers it too. */
export function markOfPassword(password: string, keys: Pick<PasswordKeys, "markKey">): string {
  return password === "" ? "" : hmac(password, keys);
}

/** What the console is told: bound to the account, so that two accounts with one password do not look alike. */
export function boundMark(mark: string, userName: string, keys: Pick<PasswordKeys, "markKey">): string {
  return hmac(`${accountKey(userName)}\0${mark}`, keys);
}

function hmac(text: string, { markKey }: Pick<PasswordKeys, "markKey">): string {
  return createHmac("sha256", Buffer.from(markKey, "base64")).update(text, "utf8").digest("hex");
}
