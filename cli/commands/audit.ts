import { type Arguments, requiredValue } from "@/cli/arguments";
import type { Command } from "@/cli/command";
import type { Inputs } from "@/cli/inputs";
import type { Io } from "@/cli/io";
import { REMOTE_OPTIONS, REMOTE_USAGE, Remote } from "@/cli/remote";
import { type PublicKey, publicKeySchema, readStatement } from "@/lib/audit-chain/checkpoint";
import { type ExportHeader, readExport } from "@/lib/audit-chain/export-file";
import { type Verdict, verifyChain } from "@/lib/audit-chain/verify";
import { fail, ok, type Result } from "@/lib/errors";

const USAGE = `certmap audit verify [FILE] [--key FILE [--checkpoint FILE]] ${REMOTE_USAGE}`;

export const audit: Command = {
  usage: USAGE,
  summary: "Whether exported audit events are as they were written, and the first one that is not",
  options: { ...REMOTE_OPTIONS, key: "value", checkpoint: "value" },
  operands: [1, 2],
  async run(given, inputs, io) {
    const [verb, file] = given.operands;
    if (verb !== "verify") return fail("usage", `Usage: ${USAGE}`);
    const publicKey = await readKey(given, inputs);
    if (!publicKey.ok) return publicKey;
    const outside = await readCheckpoints(given, inputs);
    if (!outside.ok) return outside;
    const bytes = file === undefined ? await download(given, inputs, io) : await inputs.bytes(file);
    if (!bytes.ok) return bytes;
    const opened = readExport(bytes.value);
    if (!opened.ok) return opened;
    const { header, records } = opened.value;
    const checkpoints = [...header.checkpoints, ...outside.value.filter((jws) => concerns(jws, header))];
    const { after, upTo } = header;
    const verdict = await verifyChain({ records, after, upTo, checkpoints, publicKey: publicKey.value });
    return ok({ json: answer(header, verdict), code: verdict.problem === null ? 0 : 1 });
  },
};

/** Without a file: the console's export, made now. Its key is not taken from there too: who forges the one forges the other. */
async function download(given: Arguments, inputs: Inputs, io: Io): Promise<Result<Uint8Array>> {
  const remote = await Remote.open(given, inputs, io);
  if (!remote.ok) return remote;
  const text = await remote.value.text("/api/v1/audit-events/export");
  return text.ok ? ok(new TextEncoder().encode(text.value)) : text;
}

function answer({ at, part, after }: ExportHeader, { events, head, vouchedUpTo, problem }: Verdict) {
  return {
    intact: problem === null,
    problem,
    exportedAt: at,
    part,
    events,
    from: after.number + 1,
    upTo: head.number,
    hash: head.hash,
    vouchedUpTo,
    note: noteOf(head.number, vouchedUpTo),
  };
}

/** How far "intact" goes: without a signature anybody could have made the whole chain. */
function noteOf(upTo: number, vouchedUpTo: number | null): string | null {
  if (vouchedUpTo === null)
    return "No signed checkpoint was looked at: the events fit together, and nobody vouches for them. Give the console's public key with --key.";
  if (vouchedUpTo < upTo) return `No checkpoint vouches for events ${vouchedUpTo + 1} to ${upTo}.`;
  return null;
}

/** Checkpoints that were signed after the export, or for events behind a part, say nothing of it. What is no checkpoint is told. */
function concerns(jws: string, { at, part, upTo }: ExportHeader): boolean {
  const says = readStatement(jws);
  return says === null || (Date.parse(says.at) <= Date.parse(at) && (!part || says.number <= upTo));
}

async function readKey(given: Arguments, inputs: Inputs): Promise<Result<PublicKey | null>> {
  const file = given.values.get("key");
  if (file === undefined) return ok(null);
  const json = await inputs.json(file);
  if (!json.ok) return json;
  const key = publicKeySchema.safeParse(json.value);
  return key.success
    ? ok(key.data)
    : fail("invalid-input", `${file} is not the console's public key, as public-key.json has it.`);
}

async function readCheckpoints(given: Arguments, inputs: Inputs): Promise<Result<string[]>> {
  const file = given.values.get("checkpoint");
  if (file === undefined) return ok([]);
  const key = requiredValue(given, "key", { usage: USAGE });
  if (!key.ok) return key;
  const bytes = await inputs.bytes(file);
  if (!bytes.ok) return bytes;
  const lines = new TextDecoder().decode(bytes.value).split(/\r?\n/);
  return ok(lines.filter((line) => line !== ""));
}
