import { decodeJwt, errors } from "jose";
import { z } from "zod";
import { ASSERTION_SCHEME, type AssertedRequest, verifyAssertion } from "@/lib/agent-api/assertion";
import { keyFingerprint, signingKeySchema } from "@/lib/agent-api/keys";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { Prisma, type ServerState } from "@/lib/generated/prisma/client";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { isRevokedKey } from "@/lib/secrets/high-water";
import { isOwnReplacement, isOwnServer } from "@/lib/secrets/records";

/** What decides who asks and whether he may: each request reads it. */
const COLUMNS = {
  id: true,
  name: true,
  state: true,
  signingKey: true,
  sealingKey: true,
  fingerprint: true,
  allowedSites: true,
  passwordHandling: true,
  mac: true,
  epoch: true,
  instanceId: true,
} as const satisfies Prisma.ServerSelect;

/** An agent's server as the verbs here get it. */
export type EnrolledServer = Prisma.ServerGetPayload<{ select: typeof COLUMNS }>;

/** A request from an agent, as the route hands it on. */
export interface AgentRequest extends AssertedRequest {
  authorization: string | null;
  address: string | null;
}

/**
 * Which enrolled agent asks? A rejected, revoked or quarantined one is told so; one that waits for approval passes, the verbs decide;
 * one that waits to replace another is told to wait.
 * Errors: `assertion-*`, `agent-unknown`, `agent-revoked`, `agent-quarantined`, `agent-not-approved`, `stored-data-altered`.
 */
export async function authenticateAgent(request: AgentRequest): Promise<Result<EnrolledServer>> {
  const token = readToken(request.authorization);
  if (token === undefined)
    return fail("assertion-missing", "The request carries no assertion. Use certmap-agent.");
  const issuer = z.uuid().safeParse(unverifiedIssuer(token));
  const server = issuer.success && (await findServer(issuer.data));
  if (!server)
    return fail(
      "agent-unknown",
      "This agent is not enrolled at this console. Enrol it again with a new token.",
    );
  if (!isOwnServer(server))
    return fail(
      "stored-data-altered",
      `The record of ${server.name} was changed behind the console's back. Nothing is handed out.`,
    );
  const refused = refusalOf(isRevokedKey(server.fingerprint) ? "revoked" : server.state);
  if (refused === null) {
    const accepted = await acceptAssertion(token, request, signingKeySchema.parse(server.signingKey));
    if (accepted.ok) return ok(server);
    if (accepted.error.code !== "assertion-invalid") return accepted;
    return (await isReplacement(token, request, server.id)) ? waits() : accepted;
  }
  return (await isReplacement(token, request, server.id)) ? waits() : refused;
}

/** Why a server in this state is not served at all; null: it is. Errors: `agent-revoked`, `agent-quarantined`. */
export function refusalOf(state: ServerState) {
  if (state === "quarantined")
    return fail(
      "agent-quarantined",
      "Two machines speak with this agent's key, so neither is served. Enrol the right one again on the server's page.",
    );
  if (state === "rejected" || state === "revoked")
    return fail(
      "agent-revoked",
      `This agent was ${state}. Enrol it again with a new token if that was a mistake.`,
    );
  return null;
}

function waits() {
  return fail("agent-not-approved", "This agent waits until a person has compared its fingerprint.");
}

/** Does the agent ask that waits to take the place of this server's? */
async function isReplacement(token: string, request: AssertedRequest, serverId: string): Promise<boolean> {
  const row = await db().serverReplacement.findUnique({ where: { serverId } });
  if (row === null || !isOwnReplacement(row)) return false;
  return (await acceptAssertion(token, request, signingKeySchema.parse(row.signingKey))).ok;
}

/** Checks an assertion against a key and takes its id out of use. Errors: `assertion-invalid`, `-expired`, `-replayed`. */
export async function acceptAssertion(
  token: string,
  request: AssertedRequest,
  publicKey: z.infer<typeof signingKeySchema>,
): Promise<Result<null>> {
  const audience = await ownFingerprint();
  try {
    const { jti, exp } = await verifyAssertion(token, request, { publicKey, audience, now: Date.now() });
    return (await isFresh({ jti, expiresAt: new Date((exp + 10) * 1000) }))
      ? ok(null)
      : fail(
          "assertion-replayed",
          "This very request was sent before. It is refused, and the first one stands.",
        );
  } catch (error) {
    if (error instanceof errors.JWTExpired || isTooEarly(error))
      return fail(
        "assertion-expired",
        "The assertion is outside its minute. Compare the server's clock with the console's.",
      );
    return fail("assertion-invalid", "The assertion is not valid for this request and this console.");
  }
}

let own: { x: string; fingerprint: Promise<string> } | undefined;

/** Of this console's key, worked out once. */
function ownFingerprint(): Promise<string> {
  const key = consolePublicKey();
  if (own?.x !== key.x) own = { x: key.x, fingerprint: keyFingerprint(key) };
  return own.fingerprint;
}

export function readToken(authorization: string | null): string | undefined {
  const [scheme, token] = authorization?.split(" ") ?? [];
  return scheme === ASSERTION_SCHEME ? token : undefined;
}

function unverifiedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function isTooEarly(error: unknown): boolean {
  return error instanceof errors.JWTClaimValidationFailed && error.claim === "iat";
}

/** A server by its id, or null. Plain SQL: six times in each apply, Prisma's way to a row costs more than the row. */
export const findServer = batched(async (ids: string[]): Promise<(EnrolledServer | null)[]> => {
  const servers = await db().$queryRaw<EnrolledServer[]>`
    SELECT ${COLUMN_NAMES} FROM "Server" WHERE id = ANY(${ids}::uuid[])`;
  const byId = new Map(servers.map((server) => [server.id, server]));
  return ids.map((id) => byId.get(id) ?? null);
});

const COLUMN_NAMES = Prisma.raw(
  Object.keys(COLUMNS)
    .map((name) => `"${name}"`)
    .join(", "),
);

/** One statement, so that of two copies at once one is first; of two in one batch it is the earlier. */
const isFresh = batched(async (assertions: { jti: string; expiresAt: Date }[]): Promise<boolean[]> => {
  const inserted = await db().$queryRaw<{ jti: string }[]>`
    INSERT INTO "AgentAssertion" (jti, "expiresAt")
    SELECT * FROM unnest(${assertions.map(({ jti }) => jti)}::text[], ${assertions.map(({ expiresAt }) => expiresAt)}::timestamptz[])
    ON CONFLICT DO NOTHING RETURNING jti`;
  const fresh = new Set(inserted.map(({ jti }) => jti));
  return assertions.map(({ jti }) => fresh.delete(jti));
});
