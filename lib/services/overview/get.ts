import { auditItem } from "@/lib/api/audit-item";
import type { Overview } from "@/lib/api/overview";
import { isOnline, OFFLINE_AFTER_MS, targetState } from "@/lib/api/target-state";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";

const DAY = 86_400_000;

/** Everything that the first page says, in one read. Error: `not-allowed`. */
export async function getOverview(actor: Actor): Promise<Result<Overview>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const now = Date.now();
  const [
    targets,
    restarts,
    corrections,
    servers,
    certificates,
    removals,
    cutOffs,
    generations,
    siteConfigs,
    accounts,
    recent,
  ] = await Promise.all([
    countTargets(actor, now),
    countRestarts(actor),
    countHeld(actor),
    countServers(actor, now),
    countCertificates(now),
    countRemovals(),
    countCutOffs(),
    countGenerations(now),
    countSiteConfigs(),
    countAccounts(),
    may(actor, "audit.read").ok ? recentEvents(now) : [],
  ]);
  return ok({
    targets,
    restarts,
    corrections,
    servers,
    certificates,
    removals,
    cutOffs,
    generations,
    siteConfigs,
    accounts,
    recent,
  });
}

async function countTargets(actor: Actor, now: number): Promise<Overview["targets"]> {
  const counts: Overview["targets"] = {
    "in-sync": 0,
    drifted: 0,
    pushing: 0,
    failed: 0,
    undone: 0,
    unknown: 0,
  };
  const rows = await db().target.findMany({
    where: { server: visibleServers(actor) },
    select: {
      deployedDigest: true,
      observedDigest: true,
      bindingDrift: true,
      passwordBaseline: { select: { drift: true } },
      server: { select: { state: true, lastSeenAt: true } },
      jobs: { select: { state: true }, orderBy: { sequence: "desc" }, take: 1 },
    },
  });
  for (const { server, jobs, passwordBaseline, ...digests } of rows) {
    const online = server.state === "approved" && isOnline(server.lastSeenAt, now);
    const passwordsDrifted = passwordBaseline?.drift != null;
    counts[targetState({ ...digests, passwordsDrifted, lastJob: jobs[0]?.state ?? null, online })]++;
  }
  return counts;
}

async function countRestarts(actor: Actor): Promise<Overview["restarts"]> {
  const where = { restartPendingSince: { not: null }, server: visibleServers(actor) };
  return { pending: await db().target.count({ where }) };
}

async function countHeld(actor: Actor): Promise<Overview["corrections"]> {
  const where = { correctionHeldAt: { not: null }, server: visibleServers(actor) };
  return { held: await db().target.count({ where }) };
}

async function countServers(actor: Actor, now: number): Promise<Overview["servers"]> {
  const away = { OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: new Date(now - OFFLINE_AFTER_MS) } }] };
  const seen = visibleServers(actor);
  const [total, pending, quarantined, offline] = await Promise.all([
    db().server.count({ where: { state: "approved", ...seen } }),
    db().server.count({ where: { OR: [{ state: "pending" }, { replacement: { isNot: null } }], AND: seen } }),
    db().server.count({ where: { state: "quarantined", ...seen } }),
    db().server.count({ where: { state: "approved", ...away, ...seen } }),
  ]);
  return { total, pending, offline, quarantined };
}

async function countCertificates(now: number): Promise<Overview["certificates"]> {
  const mapped = { mappings: { some: {} } };
  const within = (days: number) => ({ gt: new Date(now), lte: new Date(now + days * DAY) });
  const [total, expired, in2Days = 0, in15Days = 0, in30Days = 0, in60Days = 0, in90Days = 0] =
    await Promise.all([
      db().certificate.count(),
      db().certificate.count({ where: { ...mapped, notAfter: { lte: new Date(now) } } }),
      ...[2, 15, 30, 60, 90].map((days) =>
        db().certificate.count({ where: { ...mapped, notAfter: within(days) } }),
      ),
    ]);
  return { total, expired, in2Days, in15Days, in30Days, in60Days, in90Days };
}

async function countRemovals(): Promise<Overview["removals"]> {
  return { failed: await db().scheduledRemoval.count({ where: { state: "failed" } }) };
}

async function countCutOffs(): Promise<Overview["cutOffs"]> {
  return { open: await db().cutOff.count({ where: { finishedAt: null } }) };
}

async function countGenerations(now: number): Promise<Overview["generations"]> {
  const at = { gt: new Date(now - 7 * DAY) };
  return { started: await db().auditEvent.count({ where: { action: "console.new-generation", at } }) };
}

async function countSiteConfigs(): Promise<Overview["siteConfigs"]> {
  const rows = await db().siteConfig.findMany({ select: { version: true, publishedVersion: true } });
  return {
    total: rows.length,
    unpublished: rows.filter((row) => row.version !== row.publishedVersion).length,
  };
}

async function countAccounts(): Promise<Overview["accounts"]> {
  const [total, withoutPassword] = await Promise.all([
    db().account.count(),
    db().account.count({ where: { sealedPassword: null } }),
  ]);
  return { total, withoutPassword };
}

async function recentEvents(now: number): Promise<Overview["recent"]> {
  const where = { at: { gt: new Date(now - DAY) } };
  const rows = await db().auditEvent.findMany({ where, orderBy: { id: "desc" }, take: 10 });
  return rows.map(auditItem);
}
