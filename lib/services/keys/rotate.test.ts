import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { connect, db } from "@/lib/db";
import { env } from "@/lib/env";
import { openAccountPassword } from "@/lib/secrets/account-password";
import { addSealingKey, readKeyFile, writeKeyFile } from "@/lib/secrets/key-file";
import { sealedUnder } from "@/lib/secrets/seal";
import { withTestDatabase } from "@/scripts/test-database";
import { setPassword } from "../accounts/set-password";
import { ADMIN, codeOf, eventsOf, must, refuseEvents, storeAccount } from "../test-world";
import { rotateKey } from "./rotate";

withTestDatabase();

const OPERATOR = { kind: "system", id: "console", name: "rotate-key by ann", address: null } as const;
const root = fileURLToPath(new URL("../../..", import.meta.url));

const keyIds = () => Object.keys(must(readKeyFile(env().secretKeyFile)).sealing.keys);
const currentKey = () => must(readKeyFile(env().secretKeyFile)).sealing.current;
const accounts = () => db().account.findMany({ where: { sealedPassword: { not: null } } });

/** Each account's password is its own name backwards. */
const passwordOf = (userName: string) => [...userName].reverse().join("");
async function storeSealed(userName: string) {
  return storeAccount(userName, passwordOf(userName));
}
async function expectEverythingOpens(): Promise<void> {
  for (const { userName, sealedPassword, ...owner } of await accounts())
    expect(openAccountPassword(owner, sealedPassword ?? "")).toEqual({
      ok: true,
      value: passwordOf(userName),
    });
}
async function keysInUse(): Promise<(string | undefined)[]> {
  return [...new Set((await accounts()).map(({ sealedPassword }) => sealedUnder(sealedPassword ?? "")))];
}
const rotations = async () => (await eventsOf("key.rotate")).map(({ nounId }) => nounId);

/** The command as an operator starts it. */
function startCommand() {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/rotate-key.ts"], { cwd: root });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += String(text)));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, said })),
  );
  return { child, ended };
}

describe("rotating the key", () => {
  it("seals every password anew, drops the old key and leaves one event", async () => {
    await storeSealed("CONTOSO\\one");
    await storeSealed("CONTOSO\\two");
    await storeAccount("CONTOSO\\without");
    const before = currentKey();
    const rotation = must(await rotateKey(OPERATOR));
    expect(rotation).toEqual({ keyId: currentKey(), resumed: false, resealed: 2 });
    expect(rotation.keyId).not.toBe(before);
    expect(keyIds()).toEqual([rotation.keyId]);
    expect(await keysInUse()).toEqual([rotation.keyId]);
    expect(await rotations()).toEqual([rotation.keyId]);
    await expectEverythingOpens();
  });

  it("keeps the other secrets of the file, its mode, and leaves nothing beside it", async () => {
    const { sealing: _old, ...others } = must(readKeyFile(env().secretKeyFile));
    must(await rotateKey(OPERATOR));
    expect(must(readKeyFile(env().secretKeyFile))).toMatchObject(others);
    expect(statSync(env().secretKeyFile).mode & 0o777).toBe(0o600);
    expect(existsSync(`${env().secretKeyFile}.tmp`)).toBe(false);
  });

  it("finishes after a kill between the new key and the new seals", async () => {
    const file = must(readKeyFile(env().secretKeyFile));
    must(writeKeyFile(env().secretKeyFile, addSealingKey(file)));
    await expectEverythingOpens();
    const rotation = must(await rotateKey(OPERATOR));
    expect(rotation).toMatchObject({ resumed: true, resealed: 2 });
    expect(keyIds()).toEqual([rotation.keyId]);
    expect((await rotations()).filter((id) => id === rotation.keyId)).toHaveLength(1);
    await expectEverythingOpens();
  });

  it("finishes after a kill between the new seals and the old keys' end, without a second event", async () => {
    const before = must(readKeyFile(env().secretKeyFile));
    const done = must(await rotateKey(OPERATOR));
    const after = must(readKeyFile(env().secretKeyFile));
    const keys = { ...before.sealing.keys, ...after.sealing.keys };
    must(writeKeyFile(env().secretKeyFile, { ...after, sealing: { ...after.sealing, keys } }));
    const again = must(await rotateKey(OPERATOR));
    expect(again).toEqual({ keyId: done.keyId, resumed: true, resealed: 0 });
    expect(keyIds()).toEqual([done.keyId]);
    expect((await rotations()).filter((id) => id === done.keyId)).toHaveLength(1);
    await expectEverythingOpens();
  });

  it("changes no seal when its event cannot be written, and keeps every key that is needed", async () => {
    const seals = (await accounts()).map(({ sealedPassword }) => sealedPassword);
    const { allow } = await refuseEvents("key.rotate");
    await expect(rotateKey(OPERATOR)).rejects.toThrow("no room for events");
    expect((await accounts()).map(({ sealedPassword }) => sealedPassword)).toEqual(seals);
    await expectEverythingOpens();
    await allow();
    expect(must(await rotateKey(OPERATOR))).toMatchObject({ resumed: true });
    await expectEverythingOpens();
  });

  it("stops at a password that does not open, says whose, and drops nothing", async () => {
    const { id } = await storeSealed("CONTOSO\\broken");
    const { sealedPassword } = await db().account.findUniqueOrThrow({ where: { id } });
    await db().account.update({ where: { id }, data: { sealedPassword: `${sealedPassword}AAAA` } });
    const refused = await rotateKey(OPERATOR);
    expect(refused.ok ? "" : `${refused.error.code} ${refused.error.message}`).toMatch(
      /^secret-unreadable .*CONTOSO\\broken/,
    );
    expect(keyIds()).toHaveLength(2);
    must(await setPassword(ADMIN, id, { password: passwordOf("CONTOSO\\broken") }));
    expect(must(await rotateKey(OPERATOR))).toMatchObject({ resumed: true });
    expect(keyIds()).toHaveLength(1);
    await expectEverythingOpens();
  });

  it("loses no password that people set while it runs, twice at once and again", async () => {
    let rotating = true;
    const people = Array.from({ length: 4 }, async (_, person) => {
      for (let round = 0; rotating; round++) {
        const { id } = await storeSealed(`BUSY\\p${person}-${round}`);
        must(await setPassword(ADMIN, id, { password: passwordOf(`BUSY\\p${person}-${round}`) }));
      }
    });
    try {
      for (let round = 0; round < 3; round++)
        for (const rotated of await Promise.all([rotateKey(OPERATOR), rotateKey(OPERATOR)]))
          expect(["ok", "conflict"]).toContain(codeOf(rotated));
    } finally {
      rotating = false;
      await Promise.all(people);
    }
    must(await rotateKey(OPERATOR));
    expect(await keysInUse()).toEqual(keyIds());
    await expectEverythingOpens();
  });

  it("waits for a password that is just being stored, and keeps it", async () => {
    const { id } = await storeAccount("CONTOSO\\stored-meanwhile", "the old one");
    const other = connect(env().databaseUrl ?? "");
    const busy = await other.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM "Account" WHERE id = ${id}::uuid FOR UPDATE`;
        // It has sealed by now, and waits for the row.
        const stored = setPassword(ADMIN, id, { password: passwordOf("CONTOSO\\stored-meanwhile") });
        while ((await waitingLocks()) < 1);
        const rotated = rotateKey(OPERATOR);
        while ((await waitingLocks()) < 2);
        return [stored, rotated] as const;
      },
      { timeout: 100_000 },
    );
    await other.$disconnect();
    expect((await Promise.all(busy)).map(codeOf)).toEqual(["ok", "ok"]);
    expect(await keysInUse()).toEqual(keyIds());
    await expectEverythingOpens();
  });

  it("is not for people over the API", async () => {
    expect(codeOf(await rotateKey(ADMIN))).toBe("not-allowed");
  });
});

describe("npm run rotate-key", () => {
  it("rotates beside a running console, which uses the new key at once", async () => {
    await expectEverythingOpens();
    const before = currentKey();
    const { code, said } = await startCommand().ended;
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringContaining(`${currentKey()} is the only key`),
    });
    expect(currentKey()).not.toBe(before);
    for (const key of Object.values(must(readKeyFile(env().secretKeyFile)).sealing.keys))
      expect(said).not.toContain(key);
    await expectEverythingOpens();
    const { id } = await storeSealed("CONTOSO\\afterwards");
    const { sealedPassword } = await db().account.findUniqueOrThrow({ where: { id } });
    expect(sealedUnder(sealedPassword ?? "")).toBe(currentKey());
    expect((await eventsOf("key.rotate")).at(-1)?.actorName).toMatch(/^rotate-key by /);
  });

  it("killed in the middle leaves everything readable, and the next run finishes it", async () => {
    const before = keyIds();
    const other = connect(env().databaseUrl ?? "");
    const { child, ended } = startCommand();
    // Nobody writes an event while this transaction lasts: there the command waits, between the new key and its commit.
    await other.$transaction(
      async (tx) => {
        await tx.$executeRaw`LOCK TABLE "AuditEvent" IN SHARE MODE`;
        while (!(await waitsForEvents())) expect(child.exitCode).toBeNull();
        child.kill("SIGKILL");
        await ended;
      },
      { timeout: 100_000 },
    );
    await other.$disconnect();
    expect(keyIds()).toHaveLength(before.length + 1);
    await expectEverythingOpens();
    expect(await keysInUse()).toEqual(before);
    expect((await startCommand().ended).said).toContain("Finished the rotation that was interrupted");
    expect(keyIds()).toHaveLength(1);
    expect(await keysInUse()).toEqual(keyIds());
    expect((await rotations()).filter((id) => id === currentKey())).toHaveLength(1);
    await expectEverythingOpens();
  });

  it("says in one line what is wrong, and never what stands in the file", async () => {
    const content = readFileSync(env().secretKeyFile, "utf8");
    const session = must(readKeyFile(env().secretKeyFile)).session;
    writeFileSync(env().secretKeyFile, content.replace("{", "{ nonsense"));
    const { code, said } = await startCommand().ended;
    writeFileSync(env().secretKeyFile, content);
    expect(code).toBe(1);
    expect(said).toMatch(/^key-file-unusable: /);
    expect(said).not.toContain(session.slice(0, 8));
  });
});

async function waitingLocks(): Promise<number> {
  const rows = await db().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  return rows[0]?.n ?? 0;
}

async function waitsForEvents(): Promise<boolean> {
  const rows = await db().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_locks WHERE relation = '"AuditEvent"'::regclass AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows[0]?.n !== 0;
}
