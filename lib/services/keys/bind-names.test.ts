import { expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { openAccountPassword } from "@/lib/secrets/account-password";
import { startGeneration } from "@/lib/secrets/high-water";
import { keys } from "@/lib/secrets/keys";
import { seal } from "@/lib/secrets/seal";
import { withTestDatabase } from "@/scripts/test-database";
import { ADMIN, codeOf, eventsOf, must, storeAccount } from "../test-world";
import { bindNames } from "./bind-names";

withTestDatabase();

/** An account as an earlier version left it: its password is bound to the id alone. */
async function storeOld(userName: string, password: string) {
  const { id } = await storeAccount(userName, password);
  return db().account.update({
    where: { id },
    data: { sealedPassword: seal(password, `account:${id}`, keys()) },
  });
}

it("binds what is there once, and never what is put back later", async () => {
  const old = await storeOld("CONTOSO\\old", "the old one");
  await storeAccount("CONTOSO\\new", "the new one");
  expect(codeOf(openAccountPassword(old, old.sealedPassword ?? ""))).toBe("secret-unreadable");
  expect(codeOf(await bindNames(ADMIN))).toBe("not-allowed");
  expect(must(await bindNames(CONSOLE))).toBe(1);
  expect(must(await bindNames(CONSOLE))).toBe(0);
  expect(await eventsOf("key.bind-names")).toHaveLength(1);
  const { sealedPassword } = await db().account.findUniqueOrThrow({ where: { id: old.id } });
  expect(openAccountPassword(old, sealedPassword ?? "")).toEqual({ ok: true, value: "the old one" });

  await db().account.update({
    where: { id: old.id },
    data: { sealedPassword: old.sealedPassword, userNameKey: "contoso\\administrator" },
  });
  expect(must(await bindNames(CONSOLE))).toBe(0);
  // After a restore they may all be there again.
  startGeneration();
  expect(must(await bindNames(CONSOLE))).toBe(1);
});
