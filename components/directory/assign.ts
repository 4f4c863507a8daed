import { samAccountName } from "@/components/certificates/directory-account";
import type { ListedUser } from "@/components/directory/read-users";
import type { CertificateFiles } from "@/components/imports/certificate-files";
import { altSecurityIdentities, type IdentityKind } from "@/lib/pki/ad-mapping";
import type { IdentityAssignment } from "@/lib/pki/ad-scripts";
import type { Certificate } from "@/lib/pki/certificate";

export interface AssignedUser {
  user: ListedUser;
  certificate?: Certificate;
  value?: string;
  /** Why this user is left out. */
  problem?: string;
}

/** The strong ones, best first; weak ones are refused by domain controllers, so no script is made of them. */
export const STRONG_KINDS = [
  "issuer-serial",
  "subject-key-identifier",
  "sha1-public-key",
  "issuer-sid",
] as const;
export type StrongKind = (typeof STRONG_KINDS)[number];

/**
 * Each user with the certificate that the list names, else with the only one that names the UPN, and the value of altSecurityIdentities. With two
 * certificates of one UPN nobody can tell which is meant, so the user is left out and told.
 */
export function assignUsers(
  users: readonly ListedUser[],
  kind: StrongKind,
  from: { files: CertificateFiles; byUpn: ReadonlyMap<string, readonly Certificate[]> },
): AssignedUser[] {
  return users.map((user): AssignedUser => {
    const found = certificateFor(user, from);
    if ("problem" in found) return { user, problem: found.problem };
    const { certificate } = found;
    if (nameOf(user) === undefined)
      return {
        user,
        certificate,
        problem: "The row names no user: give a sAMAccountName, a distinguished name or a UPN.",
      };
    const wanted: IdentityKind = kind;
    const identity = altSecurityIdentities(certificate).find((each) => each.kind === wanted);
    if (identity?.strength !== "strong")
      return {
        user,
        certificate,
        problem: "The certificate has not what this kind of value is made of. Choose another kind.",
      };
    return { user, certificate, value: identity.value };
  });
}

/** For the scripts: the users that have a value. */
export function powerShellOf(users: readonly AssignedUser[]): IdentityAssignment[] {
  return users.flatMap(({ user, value }) => {
    const named = nameOf(user);
    return value && named ? [{ ...named, values: [value] }] : [];
  });
}

/** LDIF takes distinguished names alone. */
export function ldifOf(users: readonly AssignedUser[]): IdentityAssignment[] {
  return users.flatMap(({ user, value }) =>
    value && user.dn ? [{ account: user.dn, values: [value] }] : [],
  );
}

function nameOf(user: ListedUser): Pick<IdentityAssignment, "account" | "byUpn"> | undefined {
  if (user.dn) return { account: user.dn };
  const account = samAccountName(user.account);
  if (account) return { account };
  return user.upn ? { account: user.upn, byUpn: true } : undefined;
}

function certificateFor(
  user: ListedUser,
  { files, byUpn }: Parameters<typeof assignUsers>[2],
): { certificate: Certificate } | { problem: string } {
  if (user.certificate !== "") {
    const found = files.find(user.certificate);
    return found.ok ? { certificate: found.value } : { problem: found.error.message };
  }
  if (user.upn === "") return { problem: "The row has neither a certificate nor a UPN to find one by." };
  const [certificate, ...others] = byUpn.get(user.upn.toLowerCase()) ?? [];
  if (!certificate) return { problem: "No certificate that is valid now names this UPN." };
  if (others.length === 0) return { certificate };
  return {
    problem: `${others.length + 1} certificates name this UPN. Name the one that is meant in a column "certificate".`,
  };
}
