import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Actor, Role } from "@/lib/auth/actor";
import { mayMapTo } from "@/lib/auth/may-map";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { withTestDatabase } from "@/scripts/test-database";
import { transact } from "../audit/transaction";
import { planDeployment } from "../deployments/plan";
import { startDeployment } from "../deployments/start";
import { changeDraft } from "../drafts/change";
import { redoStep } from "../drafts/redo";
import type { ManyToOneRow, New } from "../drafts/rows";
import { undoStep } from "../drafts/undo";
import type { DraftWriter } from "../drafts/writer";
import { addMapping } from "../mappings/add";
import { updateMapping } from "../mappings/update";
import { createServerGroup } from "../server-groups/create";
import { listServerGroups } from "../server-groups/list";
import { removeServerGroup } from "../server-groups/remove";
import { updateServerGroup } from "../server-groups/update";
import { listServers } from "../servers/list";
import { setServerGroups } from "../servers/set-groups";
import { getSiteConfig } from "../site-configs/get";
import { publishRevision } from "../site-configs/publish";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeAccount,
  storeCertificate,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { createAccount } from "./create";
import { getAccount } from "./get";
import { limitAccount } from "./limit";
import { listAccounts } from "./list";
import { removeAccount } from "./remove";
import { setPassword } from "./set-password";
import { updateAccount } from "./update";

withTestDatabase();

async function storePerson(name: string, role: Role = "editor"): Promise<Actor> {
  const id = randomUUID();
  await db().person.create({ data: { id, name, email: `${name}-${id}@example.com`, role } });
  return { kind: "person", id, name, role, address: null };
}

/** Only these persons may map to it from now on. */
async function nameThem(accountId: string, ...persons: Actor[]) {
  const { version, serverGroups } = must(await getAccount(ADMIN, accountId));
  const limits = {
    mapBy: "named",
    personIds: persons.map(({ id }) => id),
    serverGroupIds: serverGroups.map(({ id }) => id),
  };
  return must(await limitAccount(ADMIN, accountId, version, limits));
}

async function limitTo(accountId: string, ...groupIds: string[]) {
  const { version } = must(await getAccount(ADMIN, accountId));
  const limits = { mapBy: "editors", personIds: [], serverGroupIds: groupIds };
  return must(await limitAccount(ADMIN, accountId, version, limits));
}

describe("who may map to an account", () => {
  it("is every editor, until persons are named; administrators always", async () => {
    const [named, other] = [await storePerson("Nora"), await storePerson("Otto")];
    const open = await storeAccount("GRANT\\open");
    const guarded = await storeAccount("GRANT\\guarded");
    await nameThem(guarded.id, named);
    const agent: Actor = { kind: "agent", id: named.id, name: "web01", address: null };
    const ask = async (actor: Actor, ...ids: string[]) => codeOf(await mayMapTo(db(), actor, ids));
    const matrix = [];
    for (const actor of [named, other, ADMIN, personOf("operator"), agent])
      matrix.push([
        await ask(actor, open.id),
        await ask(actor, guarded.id),
        await ask(actor, open.id, guarded.id),
      ]);
    const no = "account-not-granted";
    expect(matrix).toEqual([
      ["ok", "ok", "ok"],
      ["ok", no, no],
      ["ok", "ok", "ok"],
      ["ok", no, no],
      ["ok", no, no],
    ]);
    const refused = await mayMapTo(db(), other, [open.id, guarded.id]);
    expect(refused.ok ? "" : refused.error.message).toContain("GRANT\\guarded");
    expect(refused.ok ? "" : refused.error.message).not.toContain("GRANT\\open");
  });

  it("is asked where a mapping is made, and where a change lets somebody in", async () => {
    const other = await storePerson("Otto");
    const draft = await storeDraft("Guarded portal", ["gina", "hank"]);
    const find = (name: string) =>
      db().account.findUniqueOrThrow({ where: { userNameKey: `contoso\\${name}` } });
    const [gina, hank] = [await find("gina"), await find("hank")];
    await nameThem(gina.id);
    const { id: certificateId } = await storeCertificate("intruder");
    const add = { certificateId, accountId: gina.id, name: "" };
    expect(codeOf(await addMapping(other, draft.id, add))).toBe("account-not-granted");
    const mappings = await db().oneToOneMapping.findMany({
      where: { siteConfigId: draft.id },
      orderBy: { id: "asc" },
    });
    const [toGina = "", toHank = ""] = mappings.map(({ id }) => id);
    const change = async (id: string, patch: object) =>
      codeOf(await updateMapping(other, draft.id, id, patch));
    expect(await change(toHank, { accountId: gina.id })).toBe("account-not-granted");
    expect(await change(toGina, { certificateId })).toBe("account-not-granted");
    expect(await change(toGina, { name: "another label" })).toBe("ok");
    expect(await change(toGina, { enabled: false })).toBe("ok");
    expect(await change(toGina, { enabled: true })).toBe("account-not-granted");
    expect(await change(toGina, { accountId: hank.id })).toBe("ok");
    expect(await db().oneToOneMapping.count({ where: { accountId: gina.id } })).toBe(0);
  });

  it("is asked for many-to-one rules too, and for undo and redo", async () => {
    const other = await storePerson("Otto");
    const { id: accountId } = await storeAccount("GRANT\\sales");
    await nameThem(accountId);
    const draft = await storeDraft("Rules");
    const rule: New<ManyToOneRow> = {
      position: 1024,
      name: "Sales",
      description: "",
      enabled: true,
      permissionMode: "Allow",
      accountId,
      rules: [],
    };
    const write = async (actor: Actor, run: (draft: DraftWriter) => Promise<unknown>) => {
      const options = { siteConfigId: draft.id, version: null, mayOmitVersion: true, label: "x", actor };
      return codeOf(
        await transact((tx) =>
          changeDraft(tx, options, async (writer) => {
            await run(writer);
            return ok(null);
          }),
        ),
      );
    };
    const version = async () => must(await getSiteConfig(ADMIN, draft.id)).version;
    expect(await write(other, ({ manyToOne }) => manyToOne.add([rule]))).toBe("account-not-granted");
    expect(await write(other, ({ manyToOne }) => manyToOne.add([{ ...rule, permissionMode: "Deny" }]))).toBe(
      "ok",
    );
    expect(
      await write(ADMIN, ({ manyToOne }) => manyToOne.add([{ ...rule, name: "Allow", position: 2048 }])),
    ).toBe("ok");
    expect(codeOf(await undoStep(other, draft.id, await version()))).toBe("ok");
    expect(codeOf(await redoStep(other, draft.id, await version()))).toBe("account-not-granted");
    expect(codeOf(await redoStep(ADMIN, draft.id, await version()))).toBe("ok");
    expect(await db().manyToOneMapping.count({ where: { siteConfigId: draft.id } })).toBe(2);
  });

  it("is asked again at publish, for what the revision maps anew", async () => {
    const [named, other] = [await storePerson("Nora"), await storePerson("Otto")];
    const draft = await storeDraft("Two steps", ["ivan"]);
    const ivan = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\ivan" } });
    await nameThem(ivan.id, named);
    const publishAs = async (actor: Actor): Promise<Result<unknown>> => {
      const { version } = must(await getSiteConfig(ADMIN, draft.id));
      return publishRevision(actor, draft.id, version, { message: "because" });
    };
    const refused = await publishAs(other);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(
      /^account-not-granted .*CONTOSO\\ivan/,
    );
    expect(await db().revision.count({ where: { siteConfigId: draft.id } })).toBe(0);
    expect(codeOf(await publishAs(named))).toBe("ok");
    // What was published with the right is not asked for again.
    await storeMapping(draft.id, "jane");
    expect(codeOf(await publishAs(other))).toBe("ok");
    await db().account.update({ where: { id: ivan.id }, data: { mapBy: "editors" } });
    await storeMapping(draft.id, "kate");
    expect(codeOf(await publishAs(other))).toBe("ok");
  });

  it("also decides who may set its password, delete it or change its owner", async () => {
    const [named, other] = [await storePerson("Nora"), await storePerson("Otto")];
    const { id } = await storeAccount("GRANT\\kept");
    const { version } = await nameThem(id, named);
    const change = { owner: "Nora", notes: "", tags: [] };
    const tries = async (actor: Actor) => [
      codeOf(await setPassword(actor, id, { password: "a new one" })),
      codeOf(await updateAccount(actor, id, version, change)),
      codeOf(await removeAccount(actor, id)),
    ];
    expect(new Set(await tries(other))).toEqual(new Set(["account-not-granted"]));
    expect(await tries(named)).toEqual(["ok", "ok", "ok"]);
  });

  it("is changed by administrators only, seen by all, and each change is an event", async () => {
    const named = await storePerson("Nora");
    const { id } = await storeAccount("GRANT\\events");
    const limits = { mapBy: "named", personIds: [named.id], serverGroupIds: [] };
    for (const role of ["viewer", "auditor", "editor", "operator"] as const)
      expect(codeOf(await limitAccount(personOf(role), id, 1, limits))).toBe("not-allowed");
    expect(codeOf(await limitAccount(ADMIN, id, null, limits))).toBe("if-match-required");
    const changed = must(await limitAccount(ADMIN, id, 1, limits));
    expect(changed).toMatchObject({
      mapBy: "named",
      version: 2,
      grants: [{ personId: named.id, name: "Nora" }],
    });
    expect(codeOf(await limitAccount(ADMIN, id, 1, limits))).toBe("conflict");
    const nobody = { ...limits, personIds: ["nobody"] };
    expect(codeOf(await limitAccount(ADMIN, id, 2, nobody))).toBe("not-found");
    expect(must(await getAccount(personOf("viewer"), id)).grants).toHaveLength(1);
    const event = (await eventsOf("account.limit")).at(-1);
    expect(event).toMatchObject({
      nounId: id,
      before: { mapBy: "editors", persons: [] },
      after: { mapBy: "named", persons: [expect.stringContaining("@example.com")] },
    });
  });
});

describe("where an account may be used", () => {
  const SITE = "Default Web Site";
  const EMPTY = { serverId: "", scope: SITE };
  async function storeReporting(name: string) {
    const server = await storeServer(name);
    await db().server.update({
      where: { id: server.id },
      data: { inventory: inventoryOf({ [SITE]: {} }), inventoryAt: new Date() },
    });
    return server;
  }

  it("is everywhere, or only on the servers of its groups: plan and start both say so", async () => {
    const draft = await storeDraft("Scoped", ["lena"], "a Password 1");
    const { number: revision } = await publish(draft.id);
    const lena = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\lena" } });
    const [inside, outside] = [await storeReporting("in01"), await storeReporting("out01")];
    const group = must(await createServerGroup(ADMIN, { name: "Partners" }));
    const other = must(await createServerGroup(ADMIN, { name: "Others" }));
    must(await setServerGroups(ADMIN, inside.id, { groupIds: [group.id] }));
    must(await setServerGroups(ADMIN, outside.id, { groupIds: [other.id] }));
    const places = [inside, outside].map(({ id }) => ({ ...EMPTY, serverId: id }));
    const blockers = async () => {
      const plan = must(await planDeployment(ADMIN, { siteConfigId: draft.id, revision, targets: places }));
      return plan.targets.map((target) => target.blockers.map(({ code }) => code));
    };
    expect(await blockers()).toEqual([[], []]);
    await limitTo(lena.id, group.id);
    expect(await blockers()).toEqual([[], ["account-out-of-scope"]]);
    const start = async (at: number) => {
      const targets = places.slice(at, at + 1).map((place) => ({ ...place, expectedDigest: null }));
      return startDeployment(personOf("operator"), { siteConfigId: draft.id, revision, targets });
    };
    const refused = await start(1);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(
      /^account-out-of-scope CONTOSO\\lena .*Partners.*out01/,
    );
    expect(await db().deployment.count()).toBe(0);
    expect(codeOf(await start(0))).toBe("ok");
    await limitTo(lena.id);
    expect(codeOf(await start(1))).toBe("ok");
  });

  it("cannot become everywhere by deleting a group", async () => {
    const { id } = await storeAccount("GRANT\\limited");
    const group = must(await createServerGroup(ADMIN, { name: "Only these" }));
    await limitTo(id, group.id);
    const refused = await removeServerGroup(ADMIN, group.id);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(
      /^in-use .*GRANT\\limited/,
    );
    await expect(db().serverGroup.delete({ where: { id: group.id } })).rejects.toThrow();
    await limitTo(id);
    expect(codeOf(await removeServerGroup(ADMIN, group.id))).toBe("ok");
  });
});

describe("groups of servers", () => {
  it("have one spelling, a note, servers, and events; only administrators change them", async () => {
    const group = must(await createServerGroup(ADMIN, { name: " Web farm ", note: "Frankfurt" }));
    expect(group).toMatchObject({ name: "Web farm", note: "Frankfurt", servers: 0, accounts: [] });
    expect(codeOf(await createServerGroup(ADMIN, { name: "WEB FARM" }))).toBe("already-exists");
    expect(codeOf(await createServerGroup(ADMIN, { name: "  " }))).toBe("invalid-input");
    const server = await storeServer("farm01");
    for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
      expect(codeOf(await createServerGroup(personOf(role), { name: "x" }))).toBe("not-allowed");
      expect(codeOf(await updateServerGroup(personOf(role), group.id, { name: "x" }))).toBe("not-allowed");
      expect(codeOf(await removeServerGroup(personOf(role), group.id))).toBe("not-allowed");
      expect(codeOf(await setServerGroups(personOf(role), server.id, { groupIds: [] }))).toBe("not-allowed");
    }
    must(await setServerGroups(ADMIN, server.id, { groupIds: [group.id, group.id] }));
    expect(codeOf(await setServerGroups(ADMIN, server.id, { groupIds: [randomUUID()] }))).toBe("not-found");
    expect(must(await listServers(ADMIN, { group: group.id })).items).toMatchObject([
      { name: "farm01", groups: [{ name: "Web farm" }] },
    ]);
    const renamed = must(await updateServerGroup(ADMIN, group.id, { name: "web Farm", note: "" }));
    expect(renamed).toMatchObject({ name: "web Farm", servers: 1 });
    expect(must(await listServerGroups(personOf("viewer"))).items.map(({ name }) => name)).toContain(
      "web Farm",
    );
    must(await removeServerGroup(ADMIN, group.id));
    expect(await db().server.count({ where: { id: server.id, groups: { none: {} } } })).toBe(1);
    expect((await eventsOf("server.set-groups")).at(-1)).toMatchObject({
      before: { groups: [] },
      after: { groups: ["Web farm"] },
    });
    expect((await eventsOf("server-group.delete")).at(-1)).toMatchObject({ before: { servers: ["farm01"] } });
  });
});

describe("the list of accounts", () => {
  it("shows what looks privileged, is unused, has no password or no owner, each by itself", async () => {
    const named = async (userName: string, owner: string) => {
      const { id, version } = must(await getAccount(ADMIN, (await storeAccount(userName)).id));
      must(await updateAccount(ADMIN, id, version, { owner, notes: "n", tags: ["b", "a", "b"] }));
      return id;
    };
    const id = await named("LISTED\\Administrator", "Team A");
    await named("LISTED\\plain", "Team B");
    must(await createAccount(ADMIN, { userName: "LISTED\\with", password: "some password" }));
    const names = async (query: object) =>
      must(await listAccounts(ADMIN, { query: "listed", ...query })).items.map(({ userName }) =>
        userName.slice(7),
      );
    expect(await names({ show: "privileged" })).toEqual(["Administrator"]);
    expect(await names({ show: "no-password" })).toEqual(["Administrator", "plain"]);
    expect(await names({ show: "no-owner" })).toEqual(["with"]);
    expect(await names({ show: "unused" })).toEqual(["Administrator", "plain", "with"]);
    expect(await names({ owner: "Team B" })).toEqual(["plain"]);
    expect(await names({ sort: "owner" })).toEqual(["with", "Administrator", "plain"]);
    expect((await names({ sort: "passwordSetAt" }))[0]).toBe("with");
    expect(must(await listAccounts(ADMIN, { query: "team a" })).total).toBe(1);
    expect(must(await getAccount(ADMIN, id))).toMatchObject({
      owner: "Team A",
      notes: "n",
      tags: ["a", "b"],
    });
    expect((await eventsOf("account.update")).at(-1)).toMatchObject({
      before: { owner: "" },
      after: { owner: "Team B" },
    });
  });

  it("is paged without a gap by the age of passwords, also where there are none", async () => {
    for (let index = 0; index < 9; index++)
      await storeAccount(`AGED\\user${index}`, index % 2 === 0 ? "some password" : undefined);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { userName: string }[]; nextCursor: string | null } = must(
        await listAccounts(ADMIN, {
          query: "aged",
          sort: "passwordSetAt",
          limit: 2,
          ...(cursor && { cursor }),
        }),
      );
      seen.push(...page.items.map(({ userName }) => userName));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(Array.from({ length: 9 }, (_, index) => `AGED\\user${index}`));
  });
});
