export const ROLES = ["viewer", "auditor", "editor", "operator", "administrator"] as const;
export type Role = (typeof ROLES)[number];

/** What a role is limited to; absent or empty: every server. */
interface Scope {
  serverGroups?: readonly { id: string; name: string }[];
}

/** Who acts. Every verb takes one, asks whether it may, and writes it into the audit. */
export type Actor =
  | ({ kind: "person"; id: string; name: string; role: Role; address: string | null } & Scope)
  /** A script with an API token: what its role may, without what only people decide. */
  | ({ kind: "token"; id: string; name: string; role: Role; address: string | null } & Scope)
  | { kind: "agent"; id: string; name: string; address: string | null }
  | { kind: "system"; id: "console"; name: string; address: string | null };

export const CONSOLE: Actor = { kind: "system", id: "console", name: "Certmap", address: null };
