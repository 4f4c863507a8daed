import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { consoleGeneration } from "@/lib/secrets/console-key";
import { notedHead, noteHead } from "@/lib/secrets/high-water";
import { readKeyFile } from "@/lib/secrets/key-file";
import { withTestDatabase } from "@/scripts/test-database";
import { chainHead } from "../audit/trail";
import { getOverview } from "../overview/get";
import { ADMIN, codeOf, eventsOf, must, storeAccount } from "../test-world";
import { newGeneration } from "./start";
import { watchGeneration } from "./watch";

withTestDatabase();

let count = 0;
const someEvent = () => storeAccount(`CONTOSO\\generation-${++count}`);

describe("a generation", () => {
  it("stays while the trail goes on, and how far it went is noted outside the database", async () => {
    await watchGeneration();
    await someEvent();
    await watchGeneration();
    expect(notedHead()).toEqual(await chainHead(db()));
    await watchGeneration();
    expect(consoleGeneration()).toBe(1);
    expect(await eventsOf("console.new-generation")).toEqual([]);
    expect(must(await getOverview(ADMIN)).generations.started).toBe(0);
  });

  it("begins once when the database is older than what was noted, with an event", async () => {
    await someEvent();
    const head = await chainHead(db());
    // As after a restore: the last events that the console knew of are not there.
    noteHead({ number: head.number + 5, hash: "0".repeat(64) });
    await watchGeneration();
    await watchGeneration();
    expect(consoleGeneration()).toBe(2);
    const [event] = await eventsOf("console.new-generation");
    expect(event).toMatchObject({ actorKind: "system", after: { generation: 2 } });
    expect(event?.reason).toContain("an older state was restored");
    expect(notedHead()).toEqual(await chainHead(db()));
    expect(must(await getOverview(ADMIN)).generations.started).toBe(1);
  });

  it("begins when the database has as many events, but others", async () => {
    const head = await chainHead(db());
    noteHead({ ...head, hash: "1".repeat(64) });
    await someEvent();
    await watchGeneration();
    expect(consoleGeneration()).toBe(3);
    const file = readKeyFile(env().secretKeyFile);
    expect(file.ok && file.value.generation).toBe(3);
  });

  it("is started by the console and its command, and by nobody else", async () => {
    expect(codeOf(await newGeneration(ADMIN, "because"))).toBe("not-allowed");
  });
});
