import { RIGHTS, type Right } from "@/lib/api/rights";
import { type Actor, ROLES, type Role } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";

const EVERYONE: readonly Role[] = ROLES;
const EDITORS: readonly Role[] = ["editor", "administrator"];

/** The one table of who may do what. */
const PERMISSIONS = {
  read: EVERYONE,
  "audit.read": ["auditor", "administrator"],
  "audit.export": ["auditor", "administrator"],
  "audit.cut": ["administrator"],
  "forwarder.write": ["administrator"],
  "api-token.write": ["administrator"],
  "access.export": ["auditor", "editor", "operator", "administrator"],
  "certificate.write": EDITORS,
  "account.write": EDITORS,
  /** Who may map to an account, and where it may be used. */
  "account.limit": ["administrator"],
  "site-config.write": EDITORS,
  "revision.publish": EDITORS,
  "deployment.start": ["operator", "administrator"],
  /** An emergency must not need two roles: it publishes and pushes at once, but only ever takes away. */
  "cut-off.start": ["operator", "administrator"],
  /** Have an agent look again or ask its own site: nothing is written on the server. */
  "server.look": ["editor", "operator", "administrator"],
  "server.write": ["administrator"],
  "person.read": ["administrator"],
  "person.write": ["administrator"],
  /** One's own password, second factors and sessions. */
  "profile.own": EVERYONE,
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/**
 * A script has no password and no sessions of its own, and whatever role its row says, it lets nobody in: no person, no token, no
 * grant of an account (docs/decisions/0011).
 */
const PEOPLE_ONLY: readonly Permission[] = [
  "profile.own",
  "person.read",
  "person.write",
  "api-token.write",
  "account.limit",
];

/** Error `not-allowed`. Agents and the console itself have verbs of their own and none of these. */
export function may(actor: Actor, permission: Permission): Result<true> {
  const roles: readonly Role[] = PERMISSIONS[permission];
  if (actor.kind === "person" && roles.includes(actor.role)) return ok(true);
  if (actor.kind === "token" && roles.includes(actor.role) && !PEOPLE_ONLY.includes(permission))
    return ok(true);
  const needed = roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.join(", ")}`;
  return fail("not-allowed", `Your role does not allow this. It takes ${needed}.`);
}

/** What its pages offer a person. */
export function rightsOf(actor: Actor): Right[] {
  return RIGHTS.filter((right) => may(actor, right).ok);
}

/** Who has a permission, for descriptions of it. */
export function rolesWith(permission: Permission): readonly Role[] {
  return PERMISSIONS[permission];
}
