import { z } from "zod";
import { type ProbeRequest, TASK_SECONDS } from "@/lib/agent-api/tasks";
import { startTaskSchema } from "@/lib/api/doctor";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { predictProbe, showsSignIn } from "@/lib/iis/probe";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readRevision } from "@/lib/services/revisions/read";
import { readScene } from "./read-scene";

/** An agent answers one after the other; a queue of more helps nobody. */
const MOST_OPEN = 5;
const KEPT_DAYS = 30;

/**
 * Asks an agent to look again, to say what a push would do, or to probe one of a site's own bindings. What a probe must come to is predicted from what was last seen.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `stored-data-altered`, `server-not-approved`, `probe-impossible`, `too-many-requests`.
 */
export async function startTask(
  actor: Actor,
  serverId: string,
  input: unknown,
): Promise<Result<{ id: string }>> {
  const allowed = may(actor, "server.look");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(startTaskSchema, input);
  if (!parsed.ok) return parsed;
  const wish = parsed.value;
  // A certificate of the host signs in at the site as somebody.
  const mayShow =
    wish.kind === "probe" && wish.certificate !== undefined ? may(actor, "deployment.start") : ok(true);
  if (!mayShow.ok) return mayShow;
  const question = await questionOf(actor, serverId, wish);
  if (!question.ok) return question;
  return transact(async (tx) => {
    const server =
      z.uuid().safeParse(serverId).success &&
      (await tx.server.findUnique({
        where: { id: serverId, AND: visibleServers(actor) },
        select: { name: true, state: true },
      }));
    if (!server) return fail("not-found", "There is no such server.");
    if (server.state !== "approved")
      return fail("server-not-approved", `${server.name} is ${server.state}. Approve it first.`);
    const fresh = new Date(Date.now() - TASK_SECONDS * 1000);
    const open = {
      serverId,
      state: { in: ["queued" as const, "running" as const] },
      createdAt: { gt: fresh },
    };
    if ((await tx.agentTask.count({ where: open })) >= MOST_OPEN)
      return fail(
        "too-many-requests",
        `The agent of ${server.name} has ${MOST_OPEN} questions to answer. Wait for those.`,
      );
    const old = new Date(Date.now() - KEPT_DAYS * 86_400_000);
    await tx.agentTask.deleteMany({ where: { serverId, createdAt: { lt: old } } });
    // Papers that nobody came for: one of 10,000 mappings has about 25 MB.
    await tx.agentTask.updateMany({
      where: { serverId, createdAt: { lt: fresh }, bundle: { not: null } },
      data: { bundle: null },
    });
    const { scope, input } = question.value;
    const task = await tx.agentTask.create({
      data: { serverId, kind: wish.kind, scope, input, createdBy: actor.name },
      select: { id: true },
    });
    await recordEvent(tx, actor, {
      action: ACTIONS[wish.kind],
      nounId: serverId,
      nounName: wish.kind === "inventory" ? server.name : `${scope || "server level"} on ${server.name}`,
      after: input,
    });
    await notify(tx, "agent", serverId);
    return ok(task);
  });
}

const ACTIONS = { inventory: "server.look-again", plan: "site.plan", probe: "site.probe" } as const;

async function questionOf(
  actor: Actor,
  serverId: string,
  wish: z.output<typeof startTaskSchema>,
): Promise<Result<{ scope: string; input: ProbeRequest | Record<string, string | number> }>> {
  if (wish.kind === "inventory") return ok({ scope: "", input: {} });
  return wish.kind === "plan" ? planOf(actor, wish) : probeOf(actor, serverId, wish);
}

async function planOf(
  actor: Actor,
  { siteConfigId, revision, scope }: { siteConfigId: string; revision: number; scope: string },
): Promise<Result<{ scope: string; input: { siteConfigId: string; revision: number } }>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const read = await readRevision(db(), siteConfigId, revision);
  return read.ok ? ok({ scope, input: { siteConfigId, revision } }) : read;
}

async function probeOf(
  actor: Actor,
  serverId: string,
  { site, binding: wanted, certificate }: { site: string; binding: string; certificate?: string },
): Promise<Result<{ scope: string; input: ProbeRequest & { signIn?: boolean } }>> {
  const read = await readScene(actor, serverId, site);
  if (!read.ok) return read;
  const { scope, config, host, https } = read.value.scene;
  const binding = https.find(({ bindingInformation }) => bindingInformation === wanted);
  if (binding === undefined)
    return fail(
      "probe-impossible",
      `The site has no https binding ${wanted} in the agent's last report. Load the page again.`,
    );
  if (config === null)
    return fail(
      "probe-impossible",
      "The agent has not reported what is configured here, so nothing can be predicted. Let it look again.",
    );
  if (certificate === undefined)
    return ok({ scope, input: { binding: wanted, expect: predictProbe(config, binding, host).expected } });
  // Whoever shows a certificate is meant to be let in. Whether that is a sign-in is kept for reading the answer; the agent is not asked.
  const signIn = showsSignIn(config, binding);
  return ok({ scope, input: { binding: wanted, expect: ["answered"], certificate, signIn } });
}
