import type { ApplyContext } from "@/agent/apply/context";
import type { Outcome } from "@/agent/apply/outcome";
import type { Recorder } from "@/agent/apply/recorder";
import { bindingsToAsk, prove } from "@/agent/probe/prove";
import type { ProbeRequest } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";
import { type BindingWish, isMet } from "@/lib/iis/binding-wish";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { badNews } from "@/lib/iis/probe";
import type { SiteConfig } from "@/lib/iis/site-config";

interface Wanted {
  scope: string;
  config: SiteConfig;
  digest: string;
  warnings: string[];
  /** A prediction that has to come true too. */
  probe: ProbeRequest | undefined;
  bindings?: readonly BindingWish[] | undefined;
  /** Of the commit that has to be taken back when something else is read; absent when nothing was written. */
  commit?: { after: string; backup: string };
}

/** Reads back what is there now. Anything else than what was asked for is undone, unless it is someone else's doing. */
export async function verify(wanted: Wanted, context: ApplyContext, recorder: Recorder): Promise<Outcome> {
  const { warnings, commit } = wanted;
  const read = await recorder.run("re-read", () => readBack(wanted, context));
  const found = read.ok ? await proven(read.value, wanted, context, recorder) : read;
  if (found.ok) {
    const asked = wanted.probe === undefined ? [] : bindingsToAsk(wanted.probe);
    const told = [...warnings, ...new Set(asked.flatMap(({ expect }) => badNews(expect) ?? []))];
    return { outcome: "verified", warnings: told, observedDigest: found.value, applied: wanted.config };
  }
  if (commit === undefined) return { outcome: "failed", error: found.error, warnings };
  const restored = await recorder.run("restored", async () => {
    const backup = context.backups.read(commit.backup);
    return backup.ok ? context.backEnd.restore({ backup: backup.value, after: commit.after }) : backup;
  });
  if (restored.ok) return { outcome: "undone", error: found.error, warnings };
  const { code, message } = found.error;
  const why = `${message} It was not undone (${restored.error.code}): ${restored.error.message} The state before is kept as ${commit.backup} in the agent's backups.`;
  return { outcome: "failed", error: { code, message: why }, warnings };
}

async function proven(
  digest: string,
  { scope, probe }: Wanted,
  context: ApplyContext,
  recorder: Recorder,
): Promise<Result<string>> {
  if (probe === undefined) return ok(digest);
  const told = await recorder.run(
    "probed",
    () => prove(scope, probe, context),
    (detail) => detail,
  );
  return told.ok ? ok(digest) : told;
}

async function readBack(
  { scope, config, digest, bindings = [] }: Wanted,
  { backEnd }: ApplyContext,
): Promise<Result<string>> {
  const state = await backEnd.readState();
  if (!state.ok) return state;
  const live = state.value.effective(scope);
  if (!live.ok) return live;
  const observed = digestSiteConfig(onlySectionsOf(config, live.value));
  if (observed !== digest)
    return fail("verify-mismatch", "What was read back is not what was to be written.");
  const unmet = bindings.find((wish) => !isMet(wish, state.value.records ?? []));
  if (unmet)
    return fail("verify-mismatch", `The http.sys record of ${unmet.key} is not what was to be written.`);
  return ok(observed);
}
