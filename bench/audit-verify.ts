/**
 * How long 100,000 events take to verify, as `certmap audit verify` does it: an export of 60 MB, read line by line, with a signed
 * checkpoint for each 100 events. Run with `npx tsx bench/audit-verify.ts`. The goal is 5 s.
 */

import { publicKeySchema, signStatement } from "@/lib/audit-chain/checkpoint";
import { readExport } from "@/lib/audit-chain/export-file";
import { CHAIN_START, type ChainPlace, linkEvent } from "@/lib/audit-chain/link";
import { verifyChain } from "@/lib/audit-chain/verify";
import { newPrivateKey } from "@/lib/new-private-key";

const COUNT = 100_000;
const at = "2026-03-03T10:00:00.000Z";

const { x = "", d = "" } = newPrivateKey("ed25519");
const key = { kty: "OKP", crv: "Ed25519", x, d };
const lines: string[] = [];
const checkpoints: string[] = [];
let place: ChainPlace = CHAIN_START;
for (let n = 1; n <= COUNT; n++) {
  const linked = linkEvent(place, {
    ...{
      id: String(n),
      at,
      actorKind: "person",
      actorId: `person-${n % 40}`,
      actorName: "Ann Administrator",
    },
    ...{ address: "192.0.2.7", action: "mapping.update", nounId: `mapping-${n}`, reason: "Ticket 4711" },
    nounName: `Alice ${n} in Partner portal`,
    before: { name: `Alice ${n}`, userName: `CONTOSO\\old${n}`, enabled: true, certificate: "ab".repeat(32) },
    after: { name: `Alice ${n}`, userName: `CONTOSO\\new${n}`, enabled: true, certificate: "ab".repeat(32) },
  });
  lines.push(JSON.stringify(linked));
  place = linked;
  const { number, hash } = linked;
  if (n % 100 === 0) checkpoints.push(await signStatement({ kind: "checkpoint", number, hash, at }, key));
}
const header = {
  certmap: "audit-events",
  version: 1,
  at,
  part: false,
  after: CHAIN_START,
  upTo: COUNT,
  checkpoints,
};
const bytes = new TextEncoder().encode(`${[JSON.stringify(header), ...lines].join("\n")}\n`);

const rounds: number[] = [];
for (let round = 0; round < 5; round++) {
  const started = performance.now();
  const opened = readExport(bytes);
  if (!opened.ok) throw new Error(opened.error.message);
  const { records, header: read } = opened.value;
  const verdict = await verifyChain({
    records,
    checkpoints: read.checkpoints,
    publicKey: publicKeySchema.parse(key),
  });
  if (verdict.vouchedUpTo !== COUNT || verdict.problem) throw new Error(verdict.problem?.message);
  rounds.push(performance.now() - started);
}
const median = (rounds.sort((a, b) => a - b)[2] ?? 0) / 1_000;
console.log(
  `${COUNT.toLocaleString("en")} events (${Math.round(bytes.length / 1e6)} MB) verify in ${median.toFixed(2)} s, ` +
    `${Math.round(COUNT / median).toLocaleString("en")} a second; median of 5`,
);
