import { fail, ok, type Result } from "@/lib/errors";

/** The four forms that LogonUser takes. `key` is one spelling per account: Windows compares names without case. */
export interface UserName {
  form: "domain" | "local" | "upn" | "bare";
  text: string;
  key: string;
}

/** Not allowed in a SAM account name (Microsoft Learn: "User Name Formats", "Naming conventions in Active Directory"). */
const FORBIDDEN = /["/[\]:;|=,+*?<>]/;

/**
 * Reads `DOMAIN\user`, `.\user`, `user@domain` or `user`.
 * Error `user-name-malformed`: empty, control characters, more than one backslash, a part missing, a forbidden character.
 */
export function parseUserName(input: string): Result<UserName> {
  const text = input.trim();
  const bad = (message: string) => fail("user-name-malformed", message, { field: "userName" });
  if (text === "") return bad("Enter an account, such as CONTOSO\\svc-claims.");
  if (text.length > 256) return bad("An account has at most 256 characters.");
  if (/\p{Cc}/u.test(text)) return bad("An account has no control characters.");
  const parts = text.split("\\");
  if (parts.length > 2) return bad(`"${text}" has more than one backslash. Write DOMAIN\\user.`);
  const name = parts[parts.length - 1] ?? "";
  const domain = parts.length === 2 ? parts[0] : undefined;
  if (name === "" || domain === "")
    return bad(`"${text}" has nothing on one side of the backslash. Write DOMAIN\\user.`);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden) return bad(`Windows allows no ${forbidden[0]} in an account.`);
  const key = text.toLowerCase();
  if (domain !== undefined) return ok({ form: domain === "." ? "local" : "domain", text, key });
  const at = name.split("@");
  if (at.length > 2 || at.some((part) => part === ""))
    return bad(`"${text}" is not of the form user@domain.`);
  return ok({ form: at.length === 2 ? "upn" : "bare", text, key });
}
