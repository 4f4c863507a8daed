import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { GET as getAccess } from "@/app/api/v1/access/route";
import { POST as start } from "@/app/api/v1/deployments/route";
import { GET as getServerRoute } from "@/app/api/v1/servers/[id]/route";
import { GET as getServers } from "@/app/api/v1/servers/route";
import type { Actor, Role } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { countAccess } from "@/lib/services/access/cards";
import { getAccessEvidence } from "@/lib/services/access/evidence";
import { exportAccess } from "@/lib/services/access/export";
import { listAccess } from "@/lib/services/access/list";
import { printAccess } from "@/lib/services/access/print";
import { getAccount } from "@/lib/services/accounts/get";
import { createApiToken } from "@/lib/services/api-tokens/create";
import { listApiTokens } from "@/lib/services/api-tokens/list";
import { revokeApiToken } from "@/lib/services/api-tokens/revoke";
import { getCertificate } from "@/lib/services/certificates/get";
import { planCutOff } from "@/lib/services/cut-offs/plan";
import { startCutOff } from "@/lib/services/cut-offs/start";
import { abortDeployment } from "@/lib/services/deployments/abort";
import { getDeployment } from "@/lib/services/deployments/get";
import { listDeployments } from "@/lib/services/deployments/list";
import { pauseDeployment } from "@/lib/services/deployments/pause";
import { planDeployment } from "@/lib/services/deployments/plan";
import { resumeDeployment } from "@/lib/services/deployments/resume";
import { startDeployment } from "@/lib/services/deployments/start";
import { getDoctor } from "@/lib/services/doctor/get";
import { startTask } from "@/lib/services/doctor/start-task";
import { removeMapping } from "@/lib/services/mappings/remove";
import { getOverview } from "@/lib/services/overview/get";
import { invitePerson } from "@/lib/services/people/invite";
import { listPeople } from "@/lib/services/people/list";
import { updatePerson } from "@/lib/services/people/update";
import { createServerGroup } from "@/lib/services/server-groups/create";
import { removeServerGroup } from "@/lib/services/server-groups/remove";
import { getServer } from "@/lib/services/servers/get";
import { getDrift } from "@/lib/services/servers/get-drift";
import { listServers } from "@/lib/services/servers/list";
import { listTargets } from "@/lib/services/servers/list-targets";
import { setServerGroups } from "@/lib/services/servers/set-groups";
import { getSiteConfig } from "@/lib/services/site-configs/get";
import { publishRevision } from "@/lib/services/site-configs/publish";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  publish,
  storeDraft,
  storeMapping,
  storeServer,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

withTestDatabase();

const SITE = "Partner portal";
let production: { id: string; name: string };
/** In the group, and not. */
let inside: string;
let outside: string;
/** Pushed to the one, to the other, and to both. */
const configs: Record<"here" | "there" | "both", { id: string; deploymentId: string }> = {
  here: { id: "", deploymentId: "" },
  there: { id: "", deploymentId: "" },
  both: { id: "", deploymentId: "" },
};

beforeAll(async () => {
  production = must(await createServerGroup(ADMIN, { name: "Production" }));
  inside = (await storeServer("WEB01")).id;
  outside = (await storeServer("WEB02")).id;
  must(await setServerGroups(ADMIN, inside, { groupIds: [production.id] }));
  const reach = { here: [inside], there: [outside], both: [inside, outside] };
  for (const name of ["here", "there", "both"] as const) {
    const { id } = await storeDraft(name, [`user of ${name}`]);
    await publish(id);
    const { id: deploymentId } = must(await startDeployment(ADMIN, push(id, reach[name], `${SITE} ${name}`)));
    configs[name] = { id, deploymentId };
  }
});

function push(siteConfigId: string, serverIds: string[], scope: string) {
  const targets = serverIds.map((serverId) => ({ serverId, scope, expectedDigest: null }));
  return { siteConfigId, revision: 1, targets };
}

function limited(role: Role): Actor {
  return { ...personOf(role), ...{ serverGroups: [production] } };
}

const desired = { view: "desired" };
const targetOf = (name: keyof typeof configs, serverId: string) =>
  db().target.findFirstOrThrow({ where: { siteConfigId: configs[name].id, serverId } });

describe("who is limited to server groups", () => {
  it("sees only their servers, with their targets and drift", async () => {
    for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
      const servers = must(await listServers(limited(role), {}));
      expect(servers.items.map(({ name }) => name)).toEqual(["WEB01"]);
      expect(servers.total).toBe(1);
    }
    const viewer = limited("viewer");
    expect(codeOf(await getServer(viewer, inside))).toBe("ok");
    expect(codeOf(await getServer(viewer, outside))).toBe("not-found");
    expect(codeOf(await getDrift(viewer, (await targetOf("both", inside)).id))).toBe("ok");
    expect(codeOf(await getDrift(viewer, (await targetOf("both", outside)).id))).toBe("not-found");
    const { items } = must(await listTargets(viewer, configs.both.id));
    expect(items.map(({ serverId }) => serverId)).toEqual([inside]);
    expect(must(await getOverview(viewer))).toMatchObject({ servers: { total: 1 } });
    expect(must(await getOverview(personOf("viewer")))).toMatchObject({ servers: { total: 2 } });
  });

  it("sees of deployments what reached them", async () => {
    const viewer = limited("viewer");
    const { items, total } = must(await listDeployments(viewer, {}));
    expect(items.map(({ siteConfigName, targets }) => [siteConfigName, targets])).toEqual([
      ["both", 1],
      ["here", 1],
    ]);
    expect(total).toBe(2);
    const both = must(await getDeployment(viewer, configs.both.deploymentId));
    expect(both.jobs.map(({ serverName }) => serverName)).toEqual(["WEB01"]);
    expect(codeOf(await getDeployment(viewer, configs.there.deploymentId))).toBe("not-found");
  });

  it("sees and exports only the ways in that stand there, and those that stand nowhere", async () => {
    const draft = await storeDraft("nowhere", ["user of nowhere"]);
    await publish(draft.id);
    const auditor = limited("auditor");
    const places = must(await listAccess(auditor, desired)).items.map((row) => [
      row.siteConfigName,
      row.serverName,
    ]);
    expect(places.toSorted()).toEqual([
      ["both", "WEB01"],
      ["here", "WEB01"],
      ["nowhere", null],
    ]);
    expect(must(await listAccess(personOf("auditor"), desired)).total).toBe(5);
    expect(must(await countAccess(auditor, desired)).places).toMatchObject({ servers: 1, total: 2 });
    for (const format of ["csv", "json"] as const) {
      let text = "";
      for await (const part of must(await exportAccess(auditor, format, desired))) text += part;
      expect(text).toContain("WEB01");
      expect(text).not.toContain("WEB02");
      expect(text).toMatch(
        format === "csv" ? /Only servers of these groups: Production/ : /"onlyServerGroups":\["Production"\]/,
      );
    }
    expect(must(await printAccess(auditor, desired))).toMatchObject({ onlyServerGroups: ["Production"] });
    expect((await eventsOf("access.export")).at(-1)?.after).toMatchObject({
      onlyServerGroups: ["Production"],
    });
  });

  it("asks for evidence only of those", async () => {
    const rows = must(await listAccess(ADMIN, { ...desired, siteConfig: configs.both.id })).items;
    const codes = await Promise.all(
      rows.map(async (row) => [row.serverName, codeOf(await getAccessEvidence(limited("auditor"), row.key))]),
    );
    expect(codes.toSorted()).toEqual([
      ["WEB01", "ok"],
      ["WEB02", "not-found"],
    ]);
  });

  it("sees certificates and accounts, and of where they are at work only those servers", async () => {
    const revision = await db().revision.findFirstOrThrow({ where: { siteConfigId: configs.both.id } });
    const stands = { deployedRevisionId: revision.id, deployedAt: new Date() };
    await db().target.updateMany({ where: { siteConfigId: configs.both.id }, data: stands });
    const { id: certificateId } = await db().certificate.findFirstOrThrow({
      where: { displayName: "user of both" },
    });
    const { id: accountId } = await db().account.findFirstOrThrow({
      where: { userNameKey: "contoso\\user of both" },
    });
    for (const [actor, servers] of [
      [limited("viewer"), ["WEB01"]],
      [personOf("viewer"), ["WEB01", "WEB02"]],
    ] as const) {
      const certificate = must(await getCertificate(actor, certificateId));
      expect(certificate.places.map(({ serverName }) => serverName)).toEqual(servers);
      const account = must(await getAccount(actor, accountId));
      expect(account.places.map(({ serverName }) => serverName)).toEqual(servers);
    }
  });

  it("pushes only there, and holds, ends or goes on with only what went nowhere else", async () => {
    const operator = limited("operator");
    const anywhere = push(configs.both.id, [inside, outside], `${SITE} both`);
    const plan = {
      ...anywhere,
      targets: anywhere.targets.map(({ serverId, scope }) => ({ serverId, scope })),
    };
    const planned = await planDeployment(operator, plan);
    expect(codeOf(planned)).toBe("server-out-of-scope");
    expect(planned).toMatchObject({
      error: { message: "You are limited to Production. Outside of that: WEB02." },
    });
    expect(codeOf(await startDeployment(operator, anywhere))).toBe("server-out-of-scope");
    expect(codeOf(await startDeployment(operator, push(configs.there.id, [outside], "new")))).toBe(
      "server-out-of-scope",
    );
    expect(await db().target.count({ where: { scope: "new" } })).toBe(0);
    for (const act of [
      () => pauseDeployment(operator, configs.both.deploymentId, {}),
      () => resumeDeployment(operator, configs.both.deploymentId),
      () => abortDeployment(operator, configs.both.deploymentId, { reason: "because" }),
    ])
      expect(codeOf(await act())).toBe("server-out-of-scope");
    expect(codeOf(await pauseDeployment(operator, configs.here.deploymentId, {}))).toBe("ok");
    expect(codeOf(await startDeployment(operator, push(configs.here.id, [inside], `${SITE} here`)))).toBe(
      "ok",
    );
  });

  it("cuts off only what is let in nowhere else: half a cut-off is none", async () => {
    for (const [name, code] of [
      ["here", "ok"],
      ["both", "server-out-of-scope"],
    ] as const) {
      const { id } = await db().certificate.findFirstOrThrow({ where: { displayName: `user of ${name}` } });
      const subject = { kind: "certificate", id };
      expect(codeOf(await planCutOff(limited("operator"), subject))).toBe(code);
      if (code === "ok") continue;
      const cutOff = { ...subject, reason: "lost", takeOver: [] };
      expect(codeOf(await startCutOff(limited("operator"), cutOff))).toBe(code);
    }
    expect(await db().cutOff.count()).toBe(0);
  });

  it("looks after only those sites", async () => {
    const ask = (serverId: string) => getDoctor(limited("viewer"), serverId, { site: `${SITE} both` });
    expect(codeOf(await ask(inside))).toBe("ok");
    expect(codeOf(await ask(outside))).toBe("not-found");
    expect(codeOf(await startTask(limited("operator"), outside, { kind: "inventory" }))).toBe("not-found");
  });

  it("changes and publishes only site configs that are at work nowhere else", async () => {
    const editor = limited("editor");
    for (const [name, code] of [
      ["here", "ok"],
      ["there", "server-out-of-scope"],
      ["both", "server-out-of-scope"],
    ] as const) {
      const { id } = configs[name];
      const { id: mappingId } = await storeMapping(id, `more of ${name}`);
      const { version } = must(await getSiteConfig(ADMIN, id));
      const published = await publishRevision(editor, id, version, { message: "mine" });
      expect(codeOf(published)).toBe(code);
      expect(codeOf(await removeMapping(editor, id, mappingId, null))).toBe(code);
      if (!published.ok) expect(published.error.message).toContain("WEB02");
    }
  });
});

describe("the limit of a role", () => {
  it("is set and lifted by administrators, is an event, and is none of an administrator's own", async () => {
    const invited = {
      name: "Olga",
      email: "olga@example.com",
      role: "operator",
      serverGroupIds: [production.id],
    };
    expect(codeOf(await invitePerson(limited("operator"), invited))).toBe("not-allowed");
    const { personId } = must(await invitePerson(ADMIN, invited));
    const olga = async () => must(await listPeople(ADMIN)).items.find(({ id }) => id === personId);
    expect(await olga()).toMatchObject({ serverGroups: [{ name: "Production" }] });
    expect(codeOf(await updatePerson(ADMIN, personId, { role: "administrator" }))).toBe("invalid-input");
    expect(codeOf(await updatePerson(ADMIN, personId, { serverGroupIds: [randomUUID()] }))).toBe("not-found");
    must(await updatePerson(ADMIN, personId, { role: "editor" }));
    expect(await olga()).toMatchObject({ role: "editor", serverGroups: [{ name: "Production" }] });
    must(await updatePerson(ADMIN, personId, { serverGroupIds: [] }));
    expect(await olga()).toMatchObject({ serverGroups: [] });
    expect(await eventsOf("person.limit")).toMatchObject([
      { nounId: personId, before: { serverGroups: ["Production"] }, after: { serverGroups: [] } },
    ]);
  });

  it("keeps its group from being deleted, until nobody has it", async () => {
    const group = must(await createServerGroup(ADMIN, { name: "Test" }));
    const serverGroupIds = [group.id];
    const invited = { name: "Tim", email: "tim@example.com", role: "viewer", serverGroupIds };
    const { personId } = must(await invitePerson(ADMIN, invited));
    const token = { name: "Nightly", role: "viewer", days: 1, serverGroupIds };
    const made = must(await createApiToken(ADMIN, token));
    const refused = await removeServerGroup(ADMIN, group.id);
    expect(codeOf(refused)).toBe("in-use");
    expect(refused).toMatchObject({
      error: { message: expect.stringContaining("Tim, the API token Nightly") },
    });
    await expect(db().serverGroup.delete({ where: { id: group.id } })).rejects.toThrow();
    must(await updatePerson(ADMIN, personId, { serverGroupIds: [] }));
    expect(codeOf(await removeServerGroup(ADMIN, group.id))).toBe("in-use");
    must(await revokeApiToken(ADMIN, made.token.id));
    expect(codeOf(await removeServerGroup(ADMIN, group.id))).toBe("ok");
  });
});

describe("an API token that is limited to server groups", () => {
  let secret = "";
  beforeAll(async () => {
    const input = { name: "Pipeline", role: "operator", days: 1, serverGroupIds: [production.id] };
    secret = must(await createApiToken(ADMIN, input)).secret;
    const made = must(await listApiTokens(ADMIN)).items.find(({ name }) => name === "Pipeline");
    expect(made).toMatchObject({ serverGroups: [{ name: "Production" }] });
  });

  async function ask(
    route: (request: Request, context: { params: Promise<never> }) => Promise<Response>,
    { id = "", body, search = "" }: { id?: string; body?: object; search?: string } = {},
  ) {
    const request = new Request(`${env().publicUrl}/api/v1/x${search}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const response = await route(request, { params: Promise.resolve({ id } as never) });
    return { status: response.status, text: await response.text() };
  }

  it("sees no server outside and pushes to none", async () => {
    const list = await ask(getServers);
    expect(list.status).toBe(200);
    expect(list.text).toContain("WEB01");
    expect(list.text).not.toContain("WEB02");
    expect(await ask(getServerRoute, { id: outside })).toMatchObject({ status: 404 });
    expect(await ask(getServerRoute, { id: inside })).toMatchObject({ status: 200 });
    const access = await ask(getAccess, { search: "?view=desired" });
    expect(access.text).toContain("WEB01");
    expect(access.text).not.toContain("WEB02");
    const refused = await ask(start, { body: push(configs.both.id, [outside], `${SITE} both`) });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("server-out-of-scope");
    const pushed = await ask(start, { body: push(configs.here.id, [inside], `${SITE} here`) });
    expect(pushed).toMatchObject({ status: 201 });
  });
});
