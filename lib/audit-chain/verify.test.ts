import { describe, expect, it } from "vitest";
import { type Statement, signStatement } from "@/lib/audit-chain/checkpoint";
import { type ChainEvent, eventDigest } from "@/lib/audit-chain/event";
import { readExport } from "@/lib/audit-chain/export-file";
import { CHAIN_START, type LinkedEvent, linkEvent } from "@/lib/audit-chain/link";
import { type ChainRecord, verifyChain } from "@/lib/audit-chain/verify";
import { newPrivateKey } from "@/lib/new-private-key";

const AT = "2026-03-03T10:00:00.000Z";
const event = (n: number): ChainEvent => ({
  id: String(n * 3),
  at: AT,
  actorKind: "person",
  actorId: "1",
  actorName: "Ann",
  address: null,
  action: "account.create",
  nounId: `account-${n}`,
  nounName: `CONTOSO\\user${n}`,
  before: null,
  after: { userName: `CONTOSO\\user${n}`, n },
  reason: null,
});

function chainOf(events: ChainEvent[], after = CHAIN_START): LinkedEvent[] {
  const linked: LinkedEvent[] = [];
  for (const each of events) linked.push(linkEvent(linked.at(-1) ?? after, each));
  return linked;
}
const TEN = chainOf(Array.from({ length: 10 }, (_, i) => event(i + 1)));
const at = (number: number): LinkedEvent => TEN[number - 1] as LinkedEvent;

const newKey = () => {
  const { x = "", d = "" } = newPrivateKey("ed25519");
  return { kty: "OKP" as const, crv: "Ed25519" as const, x, d };
};
const privateKey = newKey();
const publicKey = { kty: "OKP" as const, crv: "Ed25519" as const, x: privateKey.x };
const sign = (number: number, hash = at(number).hash, key = privateKey) =>
  signStatement({ kind: "checkpoint", number, hash, at: AT }, key);

async function* records(all: (LinkedEvent | ChainRecord)[]): AsyncGenerator<ChainRecord> {
  for (const each of all) yield "hash" in each ? { linked: each } : each;
}
const verify = (all: (LinkedEvent | ChainRecord)[], checkpoints: string[] = [], after = CHAIN_START) =>
  verifyChain({ records: records(all), after, checkpoints, publicKey });
const without = (number: number) => TEN.filter((each) => each.number !== number);
const edited = (number: number) =>
  TEN.map((each) => (each.number === number ? { ...each, actorName: "Bob" } : each));

describe("a chain as it was written", () => {
  it("verifies, and is vouched for as far as checkpoints go", async () => {
    expect(await verify(TEN)).toMatchObject({ events: 10, vouchedUpTo: null, problem: null });
    expect(await verify(TEN, [await sign(4), await sign(7)])).toMatchObject({
      events: 10,
      head: { number: 10, hash: at(10).hash, at: AT },
      vouchedUpTo: 7,
      problem: null,
    });
    expect(await verify([])).toMatchObject({ events: 0, head: CHAIN_START, problem: null });
  });

  it("verifies from a later place, when a checkpoint vouches for that place or one behind it", async () => {
    const { number, hash } = at(4);
    const rest = TEN.slice(4);
    expect(await verify(rest, [await sign(10)], { number, hash })).toMatchObject({
      events: 6,
      problem: null,
    });
    const other = { number, hash: "ab".repeat(32) };
    expect((await verify(rest, [await sign(4)], other)).problem).toMatchObject({ kind: "replaced" });
    expect((await verify(rest, [], other)).problem).toMatchObject({ kind: "not-linked", number: 5 });
  });

  it("has digests that do not know the order of fields nor what is null", () => {
    const { reason: _, ...rest } = event(1);
    const turned = Object.fromEntries(Object.entries({ ...rest, reason: null, more: "x" }).reverse());
    expect(eventDigest(turned as unknown as ChainEvent)).toBe(eventDigest(event(1)));
    expect(eventDigest({ ...event(1), reason: "" })).not.toBe(eventDigest(event(1)));
  });
});

describe("the first bad event is named", () => {
  it.each([
    ["an edited one", edited(5), "edited", 5],
    ["one edited with its digest", edited(5).map(withDigest), "not-linked", 5],
    ["the first one edited", edited(1), "edited", 1],
    ["a missing one", without(5), "missing", 5],
    ["the missing first one", without(1), "missing", 1],
    ["a link whose event is gone", TEN.map((each) => (each.number === 5 ? { gone: 5 } : each)), "missing", 5],
    ["one put in twice", TEN.toSpliced(5, 0, at(5)), "inserted", 6],
    ["one put in without a link", [...TEN, { stray: "99" }], "inserted", null],
    [
      "one that the console did not write",
      [...TEN.slice(0, 9), { linked: at(10), authentic: false }],
      "inserted",
      10,
    ],
    ["one put in before the others", putIn(), "out-of-order", 4],
    ["two exchanged", TEN.toSpliced(3, 2, at(5), at(4)), "out-of-order", 4],
    ["two whose contents were exchanged", exchanged(), "out-of-order", 4],
    [
      "a line that is no event",
      TEN.toSpliced(4, 1, { unreadable: "Line 6 is not an event." } as never),
      "unreadable",
      5,
    ],
  ] as [string, (LinkedEvent | ChainRecord)[], string, number | null][])(
    "%s",
    async (_, all, kind, number) => {
      expect((await verify(all, [await sign(10)])).problem).toMatchObject({ kind, number });
    },
  );

  it("a cut tail, by the checkpoint that knew it", async () => {
    const cut = TEN.slice(0, 7);
    expect((await verify(cut)).problem).toBeNull();
    expect((await verify(cut, [await sign(3), await sign(10)])).problem).toMatchObject({
      kind: "tail-cut",
      number: 8,
    });
    expect((await verify([], [await sign(10)])).problem).toMatchObject({ kind: "tail-cut", number: 1 });
  });

  it("a chain made anew, by the range between two checkpoints", async () => {
    const anew = chainOf(TEN.map((each) => (each.number === 6 ? { ...each, actorName: "Bob" } : each)));
    expect((await verify(anew)).problem).toBeNull();
    expect((await verify(anew, [await sign(4), await sign(8)])).problem).toMatchObject({
      kind: "replaced",
      number: 5,
    });
  });
});

describe("checkpoints", () => {
  it("of another key, altered, or for another purpose are bad", async () => {
    const stranger = newKey();
    const [head, , signature] = (await sign(10)).split(".");
    const raised = Buffer.from(JSON.stringify({ kind: "checkpoint", number: 12, hash: at(10).hash, at: AT }));
    for (const bad of [
      await sign(10, at(10).hash, stranger),
      await sign(5, "00".repeat(32), stranger),
      `${head}.${raised.toString("base64url")}.${signature}`,
      "nonsense",
      "a.b.c",
    ])
      expect([bad, (await verify(TEN, [bad])).problem?.kind]).toEqual([bad, "checkpoint-bad"]);
  });

  it("may be a cut, for the place where the rest begins", async () => {
    const { number, hash } = at(4);
    const cut: Statement = {
      kind: "cut",
      number,
      hash,
      at: AT,
      events: 4,
      fileSha256: "ab".repeat(32),
      by: "Ann",
      reason: "older than ten years",
    };
    const jws = await signStatement(cut, privateKey);
    expect(await verify(TEN.slice(4), [jws], { number, hash })).toMatchObject({
      vouchedUpTo: 4,
      problem: null,
    });
  });
});

describe("an export", () => {
  const header = {
    certmap: "audit-events",
    version: 1,
    at: AT,
    part: false,
    after: CHAIN_START,
    upTo: 10,
    checkpoints: [],
  };
  const text = (lines: unknown[]) =>
    new TextEncoder().encode(`${lines.map((each) => JSON.stringify(each)).join("\n")}\n`);

  it("is read line by line, with or without the last line's end", async () => {
    for (const bytes of [text([header, ...TEN]), text([header, ...TEN]).subarray(0, -1)]) {
      const read = readExport(bytes);
      if (!read.ok) throw new Error(read.error.message);
      expect(await verifyChain({ ...read.value, checkpoints: [], publicKey: null })).toMatchObject({
        events: 10,
        problem: null,
      });
    }
  });

  it("is refused without its first line, and named by the line that is damaged", async () => {
    for (const bytes of [
      new Uint8Array(),
      text(TEN),
      new Uint8Array([0xff, 0x0a]),
      text([{ ...header, version: 2 }]),
    ])
      expect(readExport(bytes)).toMatchObject({ ok: false, error: { code: "audit-export-malformed" } });
    const read = readExport(text([header, at(1), { ...at(2), hash: "x" }, at(3)]));
    if (!read.ok) throw new Error(read.error.message);
    const { problem } = await verifyChain({ ...read.value, checkpoints: [], publicKey: null });
    expect(problem).toEqual({ kind: "unreadable", number: 2, message: "Line 3 is not an event." });
  });

  it("nested too deeply is unreadable and nothing worse", async () => {
    let deep: unknown = 1;
    for (let n = 0; n < 100_000; n++) deep = [deep];
    expect((await verify([{ ...at(1), after: deep }])).problem).toMatchObject({
      kind: "unreadable",
      number: 1,
    });
  });
});

function withDigest(each: LinkedEvent): LinkedEvent {
  return { ...each, digest: eventDigest(each) };
}

/** A fourth one of somebody's own; the others count on but keep their hashes. */
function putIn(): LinkedEvent[] {
  const more = { ...event(77), number: 4, digest: eventDigest(event(77)), hash: "ab".repeat(32) };
  return [...TEN.slice(0, 3), more, ...TEN.slice(3).map((each) => ({ ...each, number: each.number + 1 }))];
}

/** As if the links of two events had been pointed at each other's event. */
function exchanged(): LinkedEvent[] {
  const links = ({ number, digest, hash }: LinkedEvent) => ({ number, digest, hash });
  return TEN.toSpliced(3, 2, { ...event(5), ...links(at(4)) }, { ...event(4), ...links(at(5)) });
}
