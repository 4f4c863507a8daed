import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { chooseWriterSchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { writerMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { othersOf, sharedGroups } from "@/lib/services/revisions/shared-configuration";

/**
 * Of the servers that share one configuration this one writes it from now on; the others are read and verified. Errors: `not-allowed`,
 * `invalid-input`, `not-found`, `server-not-approved`, `conflict` (the server has another folder than the person saw),
 * `push-running`.
 */
export async function chooseWriter(actor: Actor, id: string, input: unknown): Promise<Result<null>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(chooseWriterSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such server.");
  const { folder } = parsed.value;
  return transact(async (tx) => {
    // The order in which a push takes the rows: it is before this or after it.
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE "sharedConfiguration" = ${folder} OR id = ${id}::uuid ORDER BY id FOR UPDATE`;
    const server = await tx.server.findUnique({
      where: { id },
      select: { name: true, state: true, sharedConfiguration: true },
    });
    if (server === null) return fail("not-found", "There is no such server.");
    if (server.state !== "approved")
      return fail("server-not-approved", `${server.name} is ${server.state}. Approve it first.`);
    if (server.sharedConfiguration !== folder)
      return fail(
        "conflict",
        `${server.name} does not have its configuration from ${folder} any more. Load the page again.`,
      );
    const group = (await sharedGroups(tx, [server]))(server);
    if (group?.writer?.id === id) return ok(null);
    const others = othersOf(group, id);
    const running = await tx.deploymentTarget.findFirst({
      where: { state: "leased", target: { serverId: { in: others.map((other) => other.id) } } },
      select: { target: { select: { server: { select: { name: true } } } } },
    });
    if (running)
      return fail("push-running", `A push to ${running.target.server.name} is running. Wait for its end.`);
    // A server that left another folder writes that one no more.
    await tx.sharedConfiguration.deleteMany({ where: { OR: [{ folder }, { writerId: id }] } });
    const row = { folder, writerId: id };
    await tx.sharedConfiguration.create({ data: { ...row, mac: writerMac(row), chosenBy: actor.name } });
    await recordEvent(tx, actor, {
      action: "server.choose-writer",
      nounId: id,
      nounName: server.name,
      before: { writer: group?.writer?.name ?? null },
      after: { writer: server.name, folder, others: others.map(({ name }) => name) },
    });
    return ok(null);
  });
}
