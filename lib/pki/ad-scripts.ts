import { encodeBase64 } from "@/lib/pki/base64";

export interface IdentityAssignment {
  /** What `Set-ADUser -Identity` takes: sAMAccountName, distinguished name, SID or GUID. Or a user principal name, with `byUpn`. */
  account: string;
  /** `Set-ADUser` takes no user principal name, so the user is searched by it. */
  byUpn?: boolean;
  /** Values of altSecurityIdentities to add. */
  values: readonly string[];
}

/**
 * PowerShell that adds the values and keeps those the accounts have. Every text is a single-quoted literal, in which PowerShell expands
 * nothing and `'` is doubled (about_Quoting_Rules; it takes typographic single quotes for the same).
 */
export function renderPowerShell(assignments: readonly IdentityAssignment[]): string {
  const lines = assignments.map(({ account, byUpn = false, values }) => {
    const set = `-Add @{ altSecurityIdentities = @(${values.map(quote).join(", ")}) }`;
    if (!byUpn) return `Set-ADUser -Identity ${quote(account)} ${set}`;
    const found = `$user = @(Get-ADUser -LDAPFilter ${quote(`(userPrincipalName=${escapeFilter(account)})`)})`;
    const other = `Write-Error ${quote(`Not one user is called ${account}. Nothing was changed.`)}`;
    return `${found}; if ($user.Count -eq 1) { Set-ADUser -Identity $user[0] ${set} } else { ${other} }`;
  });
  return ["Import-Module ActiveDirectory", ...lines, ""].join("\r\n");
}

/** A value in an LDAP filter (RFC 4515 section 3). */
function escapeFilter(text: string): string {
  return text.replace(/[\\*()\0]/g, (found) => `\\${found.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&").replace(/\p{Cc}/gu, " ")}'`;
}

/**
 * LDIF (RFC 2849) for `ldifde -i -f`; `account` must be a distinguished name. Adding a value that is there already fails in LDAP, so each value
 * is a change of its own, which `ldifde -k` skips. Lines are not folded: ldifde reads any length.
 */
export function renderLdif(assignments: readonly IdentityAssignment[]): string {
  const lines: string[] = [];
  for (const { account, values } of assignments) {
    for (const value of values) {
      lines.push(attribute("dn", account), "changetype: modify", "add: altSecurityIdentities");
      lines.push(attribute("altSecurityIdentities", value), "-", "");
    }
  }
  return lines.map((line) => `${line}\r\n`).join("");
}

/** SAFE-STRING of RFC 2849: ASCII, no line ends, not starting with a blank, colon or less-than; anything else goes as base64 of UTF-8. */
const SAFE = /^(?![ :<])[\x20-\x7e]*(?<! )$/;

function attribute(name: string, value: string): string {
  return SAFE.test(value)
    ? `${name}: ${value}`
    : `${name}:: ${encodeBase64(new TextEncoder().encode(value))}`;
}
