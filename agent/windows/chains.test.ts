import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createChains } from "@/agent/windows/chains";

const CERTIFICATES = Array.from({ length: 7 }, (_, n) => Buffer.from(`certificate ${n}`).toString("base64"));
const idOf = (certificate: string): string =>
  createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex");
const said = (certificates: readonly string[]) =>
  certificates.map((certificate) => ({ sha256: idOf(certificate), problems: [] }));

test("with time for three of seven at once, all are known after three rounds, and each comes again in turn", () => {
  const chains = createChains();
  const rounds: string[][] = [];
  for (const known of [3, 6, 7, 7]) {
    const asked = chains.order(CERTIFICATES);
    expect([...asked].sort()).toEqual([...CERTIFICATES].sort());
    rounds.push(asked.slice(0, 3));
    expect(chains.learn(asked, said(asked.slice(0, 3)), 0).chains).toHaveLength(known);
  }
  expect(rounds[3]).not.toContain(rounds[2]?.[0]);
});

test("a start of the agent goes on where the one before ended", () => {
  const first = createChains();
  const { last } = first.learn(CERTIFICATES, said(CERTIFICATES.slice(0, 3)), 0);
  expect(createChains().order(CERTIFICATES, last).slice(0, 2)).toEqual(CERTIFICATES.slice(3, 5));
  expect(createChains().order(CERTIFICATES, "gone")).toEqual(CERTIFICATES);
});

test("a new certificate is first", () => {
  const chains = createChains();
  chains.learn(CERTIFICATES.slice(1), said(CERTIFICATES.slice(1)), 0);
  expect(chains.order([...CERTIFICATES.slice(1), ...CERTIFICATES.slice(0, 1)])[0]).toBe(CERTIFICATES[0]);
});

test("one that the script says nothing of holds up no other", () => {
  const chains = createChains();
  expect(chains.learn(CERTIFICATES, [], 0).chains).toEqual([]);
  expect(chains.order(CERTIFICATES).at(-1)).toBe(CERTIFICATES[0]);
});

test("what was said a day ago is not told any more, nor what nobody maps", () => {
  const chains = createChains();
  chains.learn(CERTIFICATES, said(CERTIFICATES), 0);
  expect(chains.learn(CERTIFICATES.slice(0, 2), [], 1).chains).toEqual(said(CERTIFICATES.slice(1, 2)));
  expect(chains.learn(CERTIFICATES.slice(0, 2), [], 86_400_000).chains).toEqual([]);
});
