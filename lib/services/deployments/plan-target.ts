import { isScopeAllowed } from "@/lib/agent-api/allowed-scope";
import type { TargetPlan } from "@/lib/api/deployments";
import { isOnline } from "@/lib/api/target-state";
import { type CodedError, fail } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { bindingChanges } from "@/lib/iis/blast-radius";
import { classifyPush } from "@/lib/iis/change-class";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { findingsAfterPush } from "@/lib/iis/doctor/after-push";
import { BY_NETSH, cannotUpdateRecords } from "@/lib/iis/doctor/binding";
import { inventorySchema } from "@/lib/iis/inventory";
import { accountsWithoutPasswordInFile, foreignEntries, wouldEmpty } from "@/lib/iis/push-plan";
import { readableChanges } from "@/lib/iis/readable-changes";
import { SECTION_NAMES, type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { type LimitedAccount, outOfScope } from "@/lib/services/revisions/account-scope";
import { objectionToShared, othersOf, type SharedGroup } from "@/lib/services/revisions/shared-configuration";

export const SERVER_FOR_PLAN = {
  groups: { select: { groupId: true } },
  targets: {
    include: {
      deployedRevision: { select: { config: true } },
      siteConfig: { select: { id: true, name: true } },
      jobs: { where: { state: "leased" }, select: { id: true }, take: 1 },
    },
  },
} as const satisfies Prisma.ServerInclude;
type PlannedServer = Prisma.ServerGetPayload<{ include: typeof SERVER_FOR_PLAN }>;

/** What a push of `desired` would do to one scope of one server, from what the server last reported. Reads nothing itself. */
export function planTarget(
  server: PlannedServer,
  scope: string,
  siteConfigId: string,
  desired: SiteConfig,
  accounts: { hasPassword: (userName: string) => boolean; limited: readonly LimitedAccount[] },
  shared: SharedGroup | undefined,
  now: number,
): Omit<TargetPlan, "opens"> {
  const inventory = inventorySchema.safeParse(server.inventory).data;
  const observed =
    inventory?.observed.find((each) => each.scope.toLowerCase() === scope.toLowerCase()) ?? null;
  const target = server.targets.find((each) => each.scope.toLowerCase() === scope.toLowerCase());
  const deployed = siteConfigSchema.safeParse(target?.deployedRevision?.config).data ?? null;
  const live = observed && onlySectionsOf(desired, observed.config);
  const missing = accountsWithoutPasswordInFile(observed, desired);
  const needed = missing.filter((userName) => !accounts.hasPassword(userName));

  const blockers: CodedError[] = [];
  const block = (...problem: Parameters<typeof fail>) => blockers.push(fail(...problem).error);
  if (server.state !== "approved") block("server-not-approved", `${server.name} is ${server.state}.`);
  if (inventory?.unreadable) block("file-unreadable", inventory.unreadable.message);
  else if (
    inventory &&
    scope !== "" &&
    !inventory.sites.some(({ name }) => name.toLowerCase() === scope.toLowerCase())
  )
    block("site-unknown", `${server.name} has no site "${scope}".`);
  else if (observed === null)
    block("site-unknown", `${server.name} has not reported "${scope || "server level"}" yet.`);
  if (!isScopeAllowed(scope, server.allowedSites))
    block(
      "scope-not-allowed",
      `The agent of ${server.name} was not enrolled for "${scope || "server level"}".`,
    );
  if (target && target.siteConfig.id !== siteConfigId)
    block(
      "target-taken",
      `"${scope || "server level"}" on ${server.name} belongs to the site config ${target.siteConfig.name}.`,
    );
  if (target?.mode === "observe")
    block(
      "target-observed",
      `"${scope || "server level"}" on ${server.name} is only observed. Set its mode to monitor or enforce first.`,
    );
  const others = othersOf(shared, server.id);
  const readOnly = objectionToShared(server, shared);
  if (readOnly) blockers.push(readOnly);
  blockers.push(...[server, ...others].flatMap((each) => outOfScope(accounts.limited, each)));
  if (target && target.jobs.length > 0)
    block("push-running", "A push to this target is running. Wait for its end.");
  if (needed.length > 0 && server.passwordHandling !== "omit")
    block(
      "password-missing",
      `No password is stored for ${needed.join(", ")}, and the server has none. Set it on the account.`,
    );
  if (missing.length > 0 && server.passwordHandling === "refuse")
    block(
      "password-handling-refused",
      `The agent of ${server.name} may not write new passwords (needed for ${missing.join(", ")}). Enrol it with --passwords omit or clear.`,
    );
  const wishes = bindingWishesSchema.safeParse(target?.bindingFlags ?? []).data ?? [];
  if (wishes.length > 0 && server.passwordHandling !== "iis")
    block(
      "bindings-not-supported",
      `The agent of ${server.name} edits a file and cannot set the http.sys bindings that this target asks for. Take them back on the site's page, or enrol the server with --backend windows.`,
    );
  const bindings = bindingChanges(wishes, inventory?.sites ?? [], scope);
  const build = inventory?.host?.windowsBuild;
  if (bindings.length > 0 && cannotUpdateRecords(build))
    block(
      "binding-update-unsupported",
      `Windows build ${build} of ${server.name} cannot change an http.sys record in place (Server 2019 can). ${BY_NETSH} Then take back on the site's page what the target asks for ${bindings.map(({ key }) => key).join(", ")}, or let the agent look again.`,
    );

  return {
    serverId: server.id,
    serverName: server.name,
    scope,
    changes: live ? classed(live, deployed, desired) : [],
    foreign: live ? foreignEntries(live, deployed, desired) : [],
    emptied: live ? wouldEmpty(live, desired) : false,
    expectedDigest: live && digestSiteConfig(live),
    observedAt: server.inventoryAt?.toISOString() ?? null,
    bindings,
    alsoChanged: others.map(({ id, name }) => ({ id, name })),
    notTouched: notTouched(server, desired, scope, inventory?.sites.map(({ name }) => name) ?? [], bindings),
    warnings: warnings(server, missing, isOnline(server.lastSeenAt, now)),
    findings: findingsAfterPush(
      {
        scope,
        now,
        inventory: inventory ?? null,
        inventoryAt: server.inventoryAt?.toISOString() ?? null,
        siteId: target?.siteId ?? null,
      },
      desired,
      wishes,
    ).map(({ id, title, verdict, seen }) => ({
      check: id,
      title,
      verdict: verdict === "problem" ? verdict : ("warning" as const),
      seen,
    })),
    blockers,
  };
}

function classed(live: SiteConfig, deployed: SiteConfig | null, desired: SiteConfig) {
  const changes = diffSiteConfig(live, desired);
  const classes = classifyPush(changes, deployed && diffSiteConfig(deployed, desired));
  return readableChanges(changes).map((change, index) => ({
    ...change,
    class: classes[index] ?? ("ours" as const),
  }));
}

function notTouched(
  { passwordHandling }: PlannedServer,
  desired: SiteConfig,
  scope: string,
  sites: string[],
  bindings: TargetPlan["bindings"],
): string[] {
  const sections = SECTION_NAMES.filter((name) => desired[name] === undefined);
  const felt = new Set(bindings.flatMap(({ others }) => others.map(({ name }) => name.toLowerCase())));
  const others = sites.filter(
    (name) => name.toLowerCase() !== scope.toLowerCase() && !felt.has(name.toLowerCase()),
  );
  const ofSites =
    scope === ""
      ? "What a site states itself; what it inherits from the server level changes with it"
      : `${felt.size > 0 ? "Other sites of the server that do not answer by those records" : "Other sites of the server"}: ${others.join(", ")}`;
  return [
    ...(sections.length > 0 ? [`Sections that the revision does not manage: ${sections.join(", ")}`] : []),
    ...(others.length > 0 ? [ofSites] : []),
    passwordHandling === "iis"
      ? "Every other setting in applicationHost.config. IIS writes the file itself: its layout may change"
      : "Everything else in applicationHost.config, to the byte",
  ];
}

function warnings(server: PlannedServer, missing: string[], online: boolean): string[] {
  const names = missing.join(", ");
  const byHandling: Record<string, string> = {
    omit: `The password of ${names} is left out. Set it on the server afterwards.`,
    clear: `The password of ${names} is written in clear text into the file, as IIS accepts it.`,
    sample: `The password of ${names} is written as a sample token that IIS cannot read.`,
  };
  const handling = missing.length > 0 ? byHandling[server.passwordHandling] : undefined;
  return [
    ...(online ? [] : [`${server.name} is offline. It gets the push when its agent is back.`]),
    ...(handling ? [handling] : []),
  ];
}
