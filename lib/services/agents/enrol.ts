import { randomUUID } from "node:crypto";
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentRequestSchema,
} from "@/lib/agent-api/enrolment";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { parseInput } from "@/lib/api/parse";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { EnrolmentToken, Prisma } from "@/lib/generated/prisma/client";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { hashToken } from "@/lib/secrets/one-time-token";
import { isOwnToken, replacementMac, serverMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { type AgentRequest, acceptAssertion, readToken } from "./authenticate";
import { judgeApproval } from "./judge-approval";

/**
 * Takes an agent in as *pending*, or as *approved* where its token carries that and nothing stands against it (`judgeApproval`).
 * The request is signed with the key that it brings, so that nobody enrols a key he does not hold. Errors: `assertion-*`,
 * `invalid-input`, `token-invalid`, `token-expired`, `token-used`, `token-other-host`, `stored-data-altered`, `already-exists` (the key).
 */
export async function enrolAgent(request: AgentRequest, input: unknown): Promise<Result<EnrolmentAnswer>> {
  const parsed = parseInput(enrolmentRequestSchema, input);
  if (!parsed.ok) return parsed;
  const assertion = readToken(request.authorization);
  if (assertion === undefined)
    return fail("assertion-missing", "The request carries no assertion. Use certmap-agent.");
  const accepted = await acceptAssertion(assertion, request, parsed.value.signingKey);
  if (!accepted.ok) return accepted;
  return transact(async (tx) => {
    const token = await findToken(tx, parsed.value);
    if (!token.ok) return token;
    const { replacesId } = token.value;
    return replacesId === null
      ? enrol(tx, token.value, parsed.value, request.address)
      : askReplacement(tx, { ...token.value, replacesId }, parsed.value, request.address);
  });
}

async function findToken(
  tx: Prisma.TransactionClient,
  request: EnrolmentRequest,
): Promise<Result<EnrolmentToken>> {
  const tokenHash = hashToken(request.token);
  await tx.$queryRaw`SELECT 1 FROM "EnrolmentToken" WHERE "tokenHash" = ${tokenHash} FOR UPDATE`;
  const token = await tx.enrolmentToken.findUnique({ where: { tokenHash } });
  const again = "Make a new one on the Servers page.";
  if (token === null) return fail("token-invalid", `This enrolment token is not known here. ${again}`);
  if (token.usedAt !== null) return fail("token-used", `This enrolment token was used already. ${again}`);
  if (token.expiresAt.getTime() <= Date.now())
    return fail("token-expired", `This enrolment token has expired. ${again}`);
  if (!isOwnToken(token))
    return fail(
      "stored-data-altered",
      `This enrolment token was changed behind the console's back. Nothing was enrolled. ${again}`,
    );
  if (token.hostName.toLowerCase() !== request.hostName.toLowerCase())
    return fail(
      "token-other-host",
      `This token is for the host ${token.hostName}, not for ${request.hostName}. ${again}`,
    );
  return ok(token);
}

async function enrol(
  tx: Prisma.TransactionClient,
  token: EnrolmentToken,
  request: EnrolmentRequest,
  address: string | null,
): Promise<Result<EnrolmentAnswer>> {
  const { protocol: _protocol, token: _secret, ...told } = request;
  const fingerprint = await keyFingerprint(request.signingKey);
  if ((await tx.server.count({ where: { fingerprint } })) > 0) return keyIsKnown();
  const approval = await judgeApproval(tx, token);
  const approver = approval?.outcome === "given" ? approval.maker : null;
  const fields = {
    ...told,
    id: randomUUID(),
    state: approver === null ? ("pending" as const) : ("approved" as const),
    fingerprint,
    allowedSites: token.allowedSites,
  };
  const name = token.serverName ?? token.hostName;
  const { id, allowedSites, hostName, passwordHandling, state } = fields;
  await tx.enrolmentToken.update({ where: { id: token.id }, data: { usedAt: new Date() } });
  await tx.server.create({
    data: {
      ...fields,
      name,
      enrolmentTokenId: token.id,
      mac: serverMac(fields),
      automaticApproval: approval?.outcome ?? null,
      ...(approver && { decidedAt: new Date(), decidedBy: approver.name }),
    },
  });
  const noun = { nounId: id, nounName: name };
  const agent: Actor = { kind: "agent", id, name, address };
  const after = {
    hostName,
    fingerprint,
    allowedSites,
    passwordHandling,
    ...(approval && { automaticApproval: approval.outcome, maker: approval.maker.name }),
  };
  await recordEvent(tx, agent, { action: "server.enrol", ...noun, after });
  if (approver)
    await recordEvent(tx, CONSOLE, {
      action: "server.approve-automatically",
      ...noun,
      before: { state: "pending" },
      after: { state, fingerprint, maker: approver.name, makerId: approver.id, enrolmentTokenId: token.id },
    });
  return ok({ serverId: id, state, consoleKey: consolePublicKey(), allowedSites });
}

function keyIsKnown() {
  return fail(
    "already-exists",
    "An agent with this key is enrolled already. Enrol again with new keys: name another --state-dir.",
  );
}

/**
 * New keys for a server that is there already: they wait beside the old ones, which go on working until a person has compared the
 * fingerprint. What the server may do stays as it was agreed.
 */
async function askReplacement(
  tx: Prisma.TransactionClient,
  token: EnrolmentToken & { replacesId: string },
  request: EnrolmentRequest,
  address: string | null,
): Promise<Result<EnrolmentAnswer>> {
  const { protocol: _protocol, token: _secret, ...told } = request;
  const { replacesId: serverId } = token;
  const fingerprint = await keyFingerprint(request.signingKey);
  if ((await tx.server.count({ where: { fingerprint } })) > 0) return keyIsKnown();
  const { name, allowedSites } = await tx.server.findUniqueOrThrow({ where: { id: serverId } });
  const fields = { ...told, serverId, fingerprint };
  await tx.enrolmentToken.update({ where: { id: token.id }, data: { usedAt: new Date() } });
  await tx.serverReplacement.deleteMany({ where: { serverId } });
  await tx.serverReplacement.create({ data: { ...fields, mac: replacementMac(fields) } });
  const agent: Actor = { kind: "agent", id: serverId, name, address };
  const { hostName, passwordHandling } = request;
  const after = { hostName, fingerprint, passwordHandling };
  await recordEvent(tx, agent, { action: "server.ask-replacement", nounId: serverId, nounName: name, after });
  await notify(tx, "server", serverId);
  return ok({ serverId, state: "pending", consoleKey: consolePublicKey(), allowedSites });
}
