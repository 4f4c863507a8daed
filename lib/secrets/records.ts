import { createHash } from "node:crypto";
import { authenticate, isAuthentic } from "@/lib/secrets/authenticate";

/**
 * What the console checks before it signs: rows that it wrote itself carry a MAC over the fields that decide who gets in,
 * made with a key outside the database. The named fields are all of it; a row may have more.
 */
interface RevisionFields {
  id: string;
  siteConfigId: string;
  number: number;
  digest: string;
}
interface ServerFields {
  id: string;
  state: string;
  fingerprint: string;
  signingKey: unknown;
  sealingKey: unknown;
  allowedSites: string[];
  passwordHandling: string;
}
interface JobFields {
  id: string;
  targetId: string;
  /** Of the target: its row alone must not say where a push goes. */
  serverId: string;
  scope: string;
  revisionId: string;
  sequence: number;
  attempt: number;
  takeOver: boolean;
  allowEmpty: boolean;
  expectedDigest: string | null;
}
/** What a person authorised for a date: that this certificate loses its mapping while that one keeps it. */
interface RemovalFields {
  id: string;
  siteConfigId: string;
  oldSha256: string;
  newSha256: string;
  userName: string;
  removeAt: Date;
  authorisedBy: string | null;
  authorisedRevision: number | null;
}
/** That a cut-off brings this revision to this target, as long as nobody pushed anything else there since. */
interface CutOffFields {
  cutOffId: string;
  targetId: string;
  revisionId: string;
  takeOver: boolean;
  sequence: number;
}

/** What a person wished of a target beside its site config. */
interface WishFields {
  id: string;
  serverId: string;
  scope: string;
  bindingFlags: unknown;
  probe: string;
}

const revision = ({ id, siteConfigId, number, digest }: RevisionFields) => ({
  id,
  siteConfigId,
  number,
  digest,
});
const server = ({
  id,
  state,
  fingerprint,
  signingKey,
  sealingKey,
  allowedSites,
  passwordHandling,
}: ServerFields) => ({
  id,
  state,
  fingerprint,
  signingKey,
  sealingKey,
  allowedSites,
  passwordHandling,
});
const job = ({
  id,
  targetId,
  serverId,
  scope,
  revisionId,
  sequence,
  attempt,
  takeOver,
  allowEmpty,
  expectedDigest,
}: JobFields) => ({
  id,
  targetId,
  serverId,
  scope,
  revisionId,
  sequence,
  attempt,
  takeOver,
  allowEmpty,
  expectedDigest,
});

const removal = ({ id, siteConfigId, oldSha256, newSha256, userName, removeAt, ...row }: RemovalFields) => ({
  id,
  siteConfigId,
  oldSha256,
  newSha256,
  userName,
  removeAt: removeAt.toISOString(),
  authorisedBy: row.authorisedBy,
  authorisedRevision: row.authorisedRevision,
});

/** Keys that may take the place of a server's own. */
interface ReplacementFields {
  serverId: string;
  fingerprint: string;
  signingKey: unknown;
  sealingKey: unknown;
  passwordHandling: string;
}
const replacement = ({
  serverId,
  fingerprint,
  signingKey,
  sealingKey,
  passwordHandling,
}: ReplacementFields) => ({
  serverId,
  fingerprint,
  signingKey,
  sealingKey,
  passwordHandling,
});

/** What an agent that brings this token may become. */
interface TokenFields {
  tokenHash: string;
  hostName: string;
  serverName: string | null;
  allowedSites: string[];
  expiresAt: Date;
  replacesId: string | null;
  approverId: string | null;
}
const enrolmentToken = ({ tokenHash, hostName, serverName, allowedSites, ...row }: TokenFields) => ({
  tokenHash,
  hostName,
  serverName,
  allowedSites,
  expiresAt: row.expiresAt.toISOString(),
  replacesId: row.replacesId,
  // Left out where there is none, so that tokens made before an upgrade hold.
  ...(row.approverId !== null && { approverId: row.approverId }),
});

const cutOffTarget = ({ cutOffId, targetId, revisionId, takeOver, sequence }: CutOffFields) => ({
  cutOffId,
  targetId,
  revisionId,
  takeOver,
  sequence,
});

const wishes = ({ id, serverId, scope, bindingFlags, probe }: WishFields) => ({
  id,
  serverId,
  scope,
  bindingFlags,
  probe,
});

export const revisionMac = (fields: RevisionFields) => authenticate("revision", revision(fields));
export const serverMac = (fields: ServerFields) => authenticate("server", server(fields));
export const jobMac = (fields: JobFields) => authenticate("job", job(fields));

export const wishMac = (fields: WishFields) => authenticate("wishes", wishes(fields));

/** A target for which nobody wished anything needs no proof of it. */
export const hasOwnWishes = (row: WishFields & { wishMac: string | null }) =>
  row.wishMac === null
    ? row.bindingFlags === null && row.probe === "off"
    : isAuthentic("wishes", wishes(row), row.wishMac);

export const isOwnRevision = (row: RevisionFields & { mac: string }) =>
  isAuthentic("revision", revision(row), row.mac);
export const isOwnServer = (row: ServerFields & { mac: string }) =>
  isAuthentic("server", server(row), row.mac);
export const isOwnJob = (row: JobFields & { mac: string }) => isAuthentic("job", job(row), row.mac);

/** Of an audit event: its digest covers the whole row, its id included. */
export const eventMac = (digest: string) => authenticate("event", { digest });
export const isOwnEvent = ({ digest, mac }: { digest: string; mac: string }) =>
  isAuthentic("event", { digest }, mac);
export const removalMac = (fields: RemovalFields) => authenticate("removal", removal(fields));
export const isOwnRemoval = (row: RemovalFields & { mac: string | null }) =>
  row.mac !== null && isAuthentic("removal", removal(row), row.mac);

export const tokenMac = (fields: TokenFields) => authenticate("enrolment-token", enrolmentToken(fields));
export const isOwnToken = (row: TokenFields & { mac: string }) =>
  isAuthentic("enrolment-token", enrolmentToken(row), row.mac);

export const replacementMac = (fields: ReplacementFields) => authenticate("replacement", replacement(fields));
export const isOwnReplacement = (row: ReplacementFields & { mac: string }) =>
  isAuthentic("replacement", replacement(row), row.mac);
export const cutOffMac = (fields: CutOffFields) => authenticate("cut-off", cutOffTarget(fields));
export const isOwnCutOff = (row: CutOffFields & { mac: string }) =>
  isAuthentic("cut-off", cutOffTarget(row), row.mac);

/** What a webhook's receiver checks signatures with. Derived from the key file, so that it is stored nowhere. */
export const webhookSecret = (forwarderId: string) => authenticate("forwarder", { id: forwarderId });

/** A request as its idempotency key is bound to it. A MAC and not a digest: the body may hold a password that could be guessed. */
export interface SentRequest {
  method: string;
  path: string;
  headers: (string | null)[];
  body: Uint8Array;
}
export const requestMac = ({ body, ...rest }: SentRequest) =>
  authenticate("request", { ...rest, body: createHash("sha256").update(body).digest("hex") });

/** That a person chose this server to write a shared configuration. */
interface WriterFields {
  folder: string;
  writerId: string;
}
export const writerMac = ({ folder, writerId }: WriterFields) =>
  authenticate("shared-configuration", { folder, writerId });
export const isOwnWriter = ({ folder, writerId, mac }: WriterFields & { mac: string }) =>
  isAuthentic("shared-configuration", { folder, writerId }, mac);
