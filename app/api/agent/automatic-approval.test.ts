import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import type { EnrolmentToken, Prisma, ServerState } from "@/lib/generated/prisma/client";
import { isOwnServer } from "@/lib/secrets/records";
import { approveServer } from "@/lib/services/servers/approve";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";
import { getServer } from "@/lib/services/servers/get";
import { reEnrolServer } from "@/lib/services/servers/re-enrol";
import { rejectServer } from "@/lib/services/servers/reject";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  refuseEvents,
  storePerson,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

beforeAll(async () => {
  await storePerson("administrator");
});

const tokenFor = async (hostName: string, allowedSites: string[] = []) =>
  must(await createEnrolmentToken(ADMIN, { hostName, allowedSites, automaticApproval: true }));
const serverOf = ({ serverId }: TestAgent) => db().server.findUniqueOrThrow({ where: { id: serverId } });
const pageOf = async ({ serverId }: TestAgent) => must(await getServer(ADMIN, serverId));
async function enrolledWith(token: string, hostName: string) {
  const agent = new TestAgent(hostName);
  const response = await agent.enrol({ token });
  if (response.status !== 201) throw new Error(await response.text());
  return { agent, state: (await response.json()).state };
}

describe("a token with automatic approval", () => {
  it("lets its agent work at once, and says everywhere that nobody compared a fingerprint", async () => {
    const made = await tokenFor("auto01", ["Intranet"]);
    expect(made.automaticApproval).toBe(true);
    expect((await eventsOf("enrolment-token.create")).at(-1)?.after).toMatchObject({
      automaticApproval: true,
    });
    const { agent, state } = await enrolledWith(made.token, "AUTO01");
    expect(state).toBe("approved");
    const row = await serverOf(agent);
    expect(row).toMatchObject({ state: "approved", decidedBy: ADMIN.name, allowedSites: ["Intranet"] });
    expect(isOwnServer(row)).toBe(true);
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("ok");
    expect(await pageOf(agent)).toMatchObject({
      decided: { by: ADMIN.name },
      automaticApproval: { outcome: "given", maker: ADMIN.name },
    });
    expect(await eventsOf("server.approve-automatically")).toMatchObject([
      {
        actorKind: "system",
        nounId: agent.serverId,
        before: { state: "pending" },
        after: { state: "approved", maker: ADMIN.name, enrolmentTokenId: made.id },
      },
    ]);
  });

  it("is asked for: a token carries no approval by itself", async () => {
    const made = must(await createEnrolmentToken(ADMIN, { hostName: "auto02" }));
    expect(made.automaticApproval).toBe(false);
    const { agent, state } = await enrolledWith(made.token, "auto02");
    expect(state).toBe("pending");
    expect(await pageOf(agent)).toMatchObject({ decided: null, automaticApproval: null });
  });

  it("is made by a person who may approve, and by no script", async () => {
    const wanted = { hostName: "auto03", automaticApproval: true };
    for (const role of ["viewer", "auditor", "editor", "operator"] as const)
      expect(codeOf(await createEnrolmentToken(personOf(role), wanted))).toBe("not-allowed");
    const script = { ...personOf("administrator"), kind: "token" } as typeof ADMIN;
    expect(codeOf(await createEnrolmentToken(script, wanted))).toBe("not-allowed");
  });

  it("works once, in its time, for its host, and on failure is as good as before", async () => {
    const { token, id } = await tokenFor("auto04");
    expect(await codeIn(await new TestAgent("auto05").enrol({ token }))).toBe("token-other-host");
    const { expiresAt } = await db().enrolmentToken.findUniqueOrThrow({ where: { id } });
    await db().enrolmentToken.update({ where: { id }, data: { expiresAt: new Date() } });
    expect(await codeIn(await new TestAgent("auto04").enrol({ token }))).toBe("token-expired");
    await db().enrolmentToken.update({ where: { id }, data: { expiresAt } });
    const { allow } = await refuseEvents("server.approve-automatically");
    const log = vi.spyOn(console, "error").mockReturnValue();
    expect(await codeIn(await new TestAgent("auto04").enrol({ token }))).toBe("internal");
    log.mockRestore();
    await allow();
    expect(await db().server.count({ where: { hostName: "auto04" } })).toBe(0);
    const brought = Array.from({ length: 4 }, () => new TestAgent("auto04").enrol({ token }));
    const codes = await Promise.all(brought.map(async (response) => codeIn(await response)));
    expect(codes.toSorted()).toEqual(["ok", "token-used", "token-used", "token-used"]);
  });
});

describe("a token that was changed behind the console's back", () => {
  const other = "somebody-else";
  beforeAll(async () => {
    const person = { id: other, name: "Eve", email: "eve@example.com", role: "administrator" as const };
    await db().person.create({ data: person });
  });

  it("into one that approves, lets nobody in", async () => {
    const { token, id } = must(await createEnrolmentToken(ADMIN, { hostName: "alter01" }));
    await db().enrolmentToken.update({ where: { id }, data: { approverId: String(ADMIN.id) } });
    expect(await codeIn(await new TestAgent("alter01").enrol({ token }))).toBe("stored-data-altered");
    expect(await db().server.count({ where: { hostName: "alter01" } })).toBe(0);
  });

  it.each<[string, Prisma.EnrolmentTokenUncheckedUpdateInput]>([
    ["another maker", { approverId: other }],
    ["no maker", { approverId: null }],
    ["another host", { hostName: "alter03" }],
    ["more sites", { allowedSites: [] }],
    ["more time", { expiresAt: new Date(Date.now() + 86_400_000) }],
  ])("with %s, lets nobody in", async (_, data) => {
    const { token, id } = await tokenFor("alter02", ["Intranet"]);
    await db().enrolmentToken.update({ where: { id }, data });
    const hostName = data.hostName === undefined ? "alter02" : "alter03";
    expect(await codeIn(await new TestAgent(hostName).enrol({ token }))).toBe("stored-data-altered");
    expect(await db().server.count({ where: { hostName } })).toBe(0);
  });

  it("or that the writer made himself, with the proof of one that approves, lets nobody in", async () => {
    const good = await tokenFor("alter04");
    const own = must(await createEnrolmentToken(ADMIN, { hostName: "alter05" }));
    const row: EnrolmentToken = await db().enrolmentToken.findUniqueOrThrow({ where: { id: good.id } });
    const { hostName, approverId, expiresAt, mac } = row;
    await db().enrolmentToken.update({
      where: { id: own.id },
      data: { hostName, approverId, expiresAt, mac },
    });
    expect(await codeIn(await new TestAgent("alter04").enrol({ token: own.token }))).toBe(
      "stored-data-altered",
    );
  });

  it("cannot carry an approval of keys that replace a server's own", async () => {
    const agent = await TestAgent.approved("alter06");
    const { id } = must(await reEnrolServer(ADMIN, agent.serverId, {}));
    const approve = db().enrolmentToken.update({ where: { id }, data: { approverId: String(ADMIN.id) } });
    await expect(approve).rejects.toThrow("EnrolmentToken_approver");
  });
});

describe("an agent waits although its token carries the approval", () => {
  it.each<[string, Prisma.PersonUpdateInput, string]>([
    ["was disabled", { disabledAt: new Date() }, "makerDisabled"],
    ["has another role", { role: "operator" }, "makerRole"],
  ])("when the maker %s since", async (_, data, outcome) => {
    const { token } = await tokenFor(`wait-${outcome}`);
    const where = { id: String(ADMIN.id) };
    await db().person.update({ where, data });
    const { agent, state } = await enrolledWith(token, `wait-${outcome}`);
    await db().person.update({ where, data: { disabledAt: null, role: "administrator" } });
    expect(state).toBe("pending");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("agent-not-approved");
    const automaticApproval = { outcome, maker: ADMIN.name };
    expect(await pageOf(agent)).toMatchObject({ state: "pending", decided: null, automaticApproval });
    expect((await eventsOf("server.enrol")).at(-1)?.after).toMatchObject({
      automaticApproval: outcome,
      maker: ADMIN.name,
    });
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await agent.fingerprint() }));
    expect(await pageOf(agent)).toMatchObject({ state: "approved", automaticApproval: null });
  });

  it.each<ServerState>(["pending", "approved", "quarantined", "rejected", "revoked"])(
    "when a server of that host name is here, %s, which stays as it is",
    async (there) => {
      const hostName = `known-${there}`;
      const { token } = await tokenFor(hostName);
      const first = there === "pending" || there === "rejected" ? TestAgent.pending : TestAgent.approved;
      const known = await first.call(TestAgent, hostName.toUpperCase());
      if (there === "rejected") must(await rejectServer(ADMIN, known.serverId));
      else await db().server.update({ where: { id: known.serverId }, data: { state: there } });
      const before = await serverOf(known);
      const { agent, state } = await enrolledWith(token, hostName);
      expect(state).toBe("pending");
      expect(agent.serverId).not.toBe(known.serverId);
      expect((await pageOf(agent)).automaticApproval?.outcome).toBe("hostKnown");
      expect(await serverOf(known)).toEqual(before);
      const again = { hostName: hostName.toUpperCase(), automaticApproval: true };
      expect(codeOf(await createEnrolmentToken(ADMIN, again))).toBe("already-exists");
    },
  );

  it("when another of the same name comes at the same moment", async () => {
    const tokens = await Promise.all([1, 2, 3].map(() => tokenFor("twins")));
    const joined = await Promise.all(tokens.map(({ token }) => enrolledWith(token, "twins")));
    expect(joined.map(({ state }) => state).toSorted()).toEqual(["approved", "pending", "pending"]);
  });

  it("when it asks to take the place of a server that was approved so", async () => {
    const { agent } = await enrolledWith((await tokenFor("rebuilt09")).token, "rebuilt09");
    const wishes = { minutes: 15, automaticApproval: true };
    expect(codeOf(await reEnrolServer(ADMIN, agent.serverId, wishes))).toBe("invalid-input");
    const { token } = must(await reEnrolServer(ADMIN, agent.serverId, { minutes: 15 }));
    const { agent: anew, state } = await enrolledWith(token, "rebuilt09");
    expect(state).toBe("pending");
    expect(await codeIn(await anew.report(inventoryOf({})))).toBe("agent-not-approved");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("ok");
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await anew.fingerprint() }));
    expect((await pageOf(anew)).automaticApproval).toBeNull();
  });
});
