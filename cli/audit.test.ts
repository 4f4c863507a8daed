import { beforeAll, describe, expect, test } from "vitest";
import type { Io } from "@/cli/io";
import { main } from "@/cli/main";
import { type Statement, signStatement } from "@/lib/audit-chain/checkpoint";
import { CHAIN_START, type LinkedEvent, linkEvent } from "@/lib/audit-chain/link";
import { newPrivateKey } from "@/lib/new-private-key";

const { x = "", d = "" } = newPrivateKey("ed25519");
const KEY = { kty: "OKP" as const, crv: "Ed25519" as const, x, d };
const AT = "2026-03-03T10:00:00.000Z";
const LATER = "2026-03-04T10:00:00.000Z";

const EVENTS: LinkedEvent[] = [];
for (let n = 1; n <= 20; n++)
  EVENTS.push(
    linkEvent(EVENTS.at(-1) ?? CHAIN_START, {
      ...{ id: String(n), at: AT, actorKind: "person", actorId: "1", actorName: "Ann", address: null },
      ...{
        action: "account.create",
        nounId: String(n),
        nounName: `u${n}`,
        reason: null,
        before: null,
        after: { n },
      },
    }),
  );

const checkpoint = (number: number, at = AT) => {
  const statement: Statement = { kind: "checkpoint", number, hash: EVENTS[number - 1]?.hash ?? "", at };
  return signStatement(statement, KEY);
};
const header = async (more: object = {}) => ({
  ...{ certmap: "audit-events", version: 1, at: AT, part: false, after: CHAIN_START, upTo: 20 },
  checkpoints: [await checkpoint(20)],
  ...more,
});
const lines = (...all: unknown[]) => `${all.map((each) => JSON.stringify(each)).join("\n")}\n`;

let files: Record<string, string> = {};
beforeAll(async () => {
  files = {
    "key.json": JSON.stringify({ kty: "OKP", crv: "Ed25519", x }),
    "other.json": JSON.stringify({ kty: "OKP", crv: "Ed25519", x: "A".repeat(43) }),
    "all.jsonl": lines(await header(), ...EVENTS),
    "edited.jsonl": lines(await header(), ...EVENTS).replace('"u7"', '"u8"'),
    "gone.jsonl": lines(await header(), ...EVENTS.filter(({ number }) => number !== 7)),
    "cut.jsonl": lines(await header(), ...EVENTS.slice(0, 15)),
    "forged.jsonl": lines(await header({ upTo: 15, checkpoints: [] }), ...EVENTS.slice(0, 15)),
    "part.jsonl": lines(
      await header({ part: true, after: EVENTS[4], upTo: 10, checkpoints: [await checkpoint(10)] }),
      ...EVENTS.slice(5, 10),
    ),
    "checkpoints.jws": `${await checkpoint(12)}\n${await checkpoint(20)}\n`,
    "later.jws": `${await checkpoint(12)}\r\n${await checkpoint(20, LATER)}\r\n`,
    "empty.json": "{}",
    "nonsense.jws": "nonsense\n",
  };
});

async function verify(...argv: string[]) {
  const ran = { code: -1, stdout: "", stderr: "" };
  const io: Io = {
    read: async (path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error(path), { code: "ENOENT" });
      return new TextEncoder().encode(content);
    },
    stdin: async () => new Uint8Array(),
    stdout: (text) => {
      ran.stdout += text;
    },
    stderr: (text) => {
      ran.stderr += text;
    },
    now: () => new Date(AT),
    setting: () => undefined,
    fetch: () => Promise.reject(new Error("No command here asks a console.")),
    wait: async () => {},
    replace: async () => null,
  };
  ran.code = await main(["audit", "verify", ...argv], io);
  return { code: ran.code, ...JSON.parse(ran.stdout || ran.stderr) };
}

describe("audit verify", () => {
  test("says how far events are intact, and who vouches for them", async () => {
    expect(await verify("all.jsonl", "--key", "key.json")).toMatchObject({
      ...{
        intact: true,
        problem: null,
        part: false,
        events: 20,
        from: 1,
        upTo: 20,
        vouchedUpTo: 20,
        note: null,
        code: 0,
      },
    });
    expect(await verify("all.jsonl")).toMatchObject({ intact: true, vouchedUpTo: null, code: 0 });
    expect((await verify("all.jsonl")).note).toMatch(/nobody vouches/);
  });

  test.each([
    ["edited.jsonl", "edited", 7],
    ["gone.jsonl", "missing", 7],
    ["cut.jsonl", "tail-cut", 16],
  ])("%s: names the first bad event, and exits 1", async (file, kind, number) => {
    expect(await verify(file, "--key", "key.json")).toMatchObject({
      code: 1,
      intact: false,
      problem: { kind, number },
    });
  });

  test("finds a tail that was cut with its checkpoint by a checkpoint kept outside", async () => {
    expect(await verify("forged.jsonl", "--key", "key.json")).toMatchObject({
      intact: true,
      vouchedUpTo: null,
    });
    const found = await verify("forged.jsonl", "--key", "key.json", "--checkpoint", "checkpoints.jws");
    expect(found).toMatchObject({ code: 1, problem: { kind: "tail-cut", number: 16 } });
  });

  test("leaves checkpoints out that are younger than the export, or behind a part of it", async () => {
    const key = ["--key", "key.json", "--checkpoint"];
    expect(await verify("forged.jsonl", ...key, "later.jws")).toMatchObject({
      ...{ intact: true, vouchedUpTo: 12, note: "No checkpoint vouches for events 13 to 15." },
    });
    expect(await verify("part.jsonl", ...key, "checkpoints.jws")).toMatchObject({
      ...{ intact: true, part: true, events: 5, from: 6, upTo: 10, vouchedUpTo: 10 },
    });
  });

  test("is not taken in by another key or by nonsense", async () => {
    expect(await verify("all.jsonl", "--key", "other.json")).toMatchObject({
      problem: { kind: "checkpoint-bad" },
    });
    expect(await verify("all.jsonl", "--key", "key.json", "--checkpoint", "nonsense.jws")).toMatchObject({
      problem: { kind: "checkpoint-bad" },
    });
    expect(await verify("all.jsonl", "--key", "part.jsonl")).toMatchObject({ code: "malformed-json" });
    expect(await verify("all.jsonl", "--key", "empty.json")).toMatchObject({ code: "invalid-input" });
    expect(await verify("key.json")).toMatchObject({ code: "audit-export-malformed" });
    expect(await verify("all.jsonl", "--checkpoint", "checkpoints.jws")).toMatchObject({ code: "usage" });
  });
});
