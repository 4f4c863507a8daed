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
  "site-config.write",
  "revision.publish",
  "deployment.start",
  "server.write",
  "person.read",
] as const;
export type Right = (typeof RIGHTS)[number];
