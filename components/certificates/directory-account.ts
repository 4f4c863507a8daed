/** What the scripts hold until somebody says which account. */
export const PLACEHOLDERS = {
  account: "ACCOUNT",
  dn: "CN=ACCOUNT,CN=Users,DC=example,DC=com",
} as const;

/** What `Set-ADUser -Identity` takes of an account as IIS knows it: `CONTOSO\nancy` is `nancy`. It takes no user principal name. */
export function samAccountName(userName = ""): string {
  const name = userName.slice(userName.lastIndexOf("\\") + 1);
  return name.includes("@") ? "" : name;
}
