import { CONSOLE } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import { ok } from "@/lib/errors";
import { isOwnServer, serverMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { type Instance, judgeRival } from "./judge-rival";

/**
 * Notes a fenced poll. Where it shows that two copies of one machine are alive, both are quarantined: nobody can tell which of them is
 * the right one. True: it is quarantined now.
 */
export async function noteRival(serverId: string, instance: Instance): Promise<boolean> {
  const noted = await transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${serverId}::uuid FOR UPDATE`;
    const server = await tx.server.findUniqueOrThrow({ where: { id: serverId } });
    if (server.state !== "approved" || !isOwnServer(server)) return ok(server.state === "quarantined");
    const { clone, ...rival } = judgeRival(server, instance, new Date());
    if (!clone) {
      await tx.server.update({ where: { id: serverId }, data: rival });
      return ok(false);
    }
    const state = "quarantined" as const;
    await tx.server.update({
      where: { id: serverId },
      data: { ...rival, state, mac: serverMac({ ...server, state }) },
    });
    await recordEvent(tx, CONSOLE, {
      action: "server.quarantine",
      nounId: serverId,
      nounName: server.name,
      before: { state: server.state },
      after: {
        state,
        newest: { epoch: server.epoch, instanceId: server.instanceId },
        other: { epoch: instance.epoch, instanceId: instance.instanceId },
      },
    });
    await notify(tx, "agent", serverId);
    await notify(tx, "server", serverId);
    return ok(true);
  });
  return noted.ok && noted.value;
}
