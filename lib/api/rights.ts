/** What pages ask before they offer it: names out of the table of lib/auth/permissions.ts, which alone says who has them. */
export const RIGHTS = [
  "audit.read",
  "audit.export",
  "audit.cut",
  "forwarder.write",
  "api-token.write",
  "access.export",
  "certificate.write",
  "account.write",
  "account.limit",
  "site-config.write",
  "revision.publish",
  "deployment.start",
  "cut-off.start",
  "server.look",
  "server.write",
  "person.read",
] as const;
export type Right = (typeof RIGHTS)[number];
