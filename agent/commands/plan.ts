import { bundlePasswords, check, compareAndPlan } from "@/agent/apply/apply";
import type { ApplyContext } from "@/agent/apply/context";
import { type Done, EXIT } from "@/agent/exit-codes";
import type { Log } from "@/agent/log";
import { openContext } from "@/agent/open-context";
import { type Bundle, openBundle } from "@/lib/agent-api/bundle";
import { fail, ok, type Result } from "@/lib/errors";
import { describeChange, diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";

/**
 * What the last bundle kept on this host would change here now, scope by scope. Reads only: it asks the console nothing,
 * takes no lock, and may be used while `run` works. What the person saw when confirming that push is not compared again.
 */
export async function describePlan(
  stateDir: string,
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<Result<Done>> {
  const opened = await openContext(stateDir, env, log);
  if (!opened.ok) return opened;
  const { context } = opened.value;
  const scopes = context.targets.all().map(({ scope }) => scope);
  if (scopes.length === 0)
    return ok({ text: "The console has not pushed anything to this host yet.\n", exitCode: EXIT.done });
  const parts: Done[] = [];
  for (const scope of scopes) parts.push(await planOf(scope, context));
  const codes = parts.map(({ exitCode }) => exitCode);
  return ok({ text: parts.map(({ text }) => text).join("\n"), exitCode: worst(codes) });
}

async function planOf(scope: string, context: ApplyContext): Promise<Done> {
  const title = scope || "(server level)";
  const kept = await keptBundle(scope, context);
  if (!kept.ok) return refused(`${title}\n`, kept.error);
  const { bundle, receivedAt } = kept.value;
  const { deploymentNumber, generation, revision, sequence, siteConfig } = bundle;
  const head = `${title}: ${revision.siteConfigName} revision ${revision.number}, deployment ${deploymentNumber} (bundle ${generation}.${sequence}, received ${receivedAt})\n`;
  const state = await check(bundle, context);
  if (!state.ok) return refused(head, state.error);
  const live = state.value.effective(scope);
  if (!live.ok) return refused(head, live.error);
  const changes = diffSiteConfig(onlySectionsOf(siteConfig, live.value), siteConfig).map(
    (change) => `  ${describeChange(change)}\n`,
  );
  const passwords = bundlePasswords(bundle, context);
  const plan = await compareAndPlan({ ...bundle, expectedDigest: null }, state.value, context, passwords);
  if (!plan.ok) return refused(head + changes.join(""), plan.error);
  const { after, before, warnings } = plan.value.change;
  const told = warnings.map((warning) => `  Warning: ${warning}\n`).join("");
  if (before === after) return { text: `${head}  Nothing would change.\n${told}`, exitCode: EXIT.done };
  const what = changes.length > 0 ? changes.join("") : "  Only passwords would be written.\n";
  return { text: `${head}${what}${told}`, exitCode: EXIT.wouldChange };
}

async function keptBundle(
  scope: string,
  { bundles, settings }: ApplyContext,
): Promise<Result<{ bundle: Bundle; receivedAt: string }>> {
  const kept = bundles.read(scope);
  if (!kept.ok) return kept;
  if (kept.value === undefined)
    return fail(
      "not-found",
      "The bundle of the last push is not kept here: an older agent took it. Push again.",
    );
  const bundle = await openBundle(kept.value.jws, settings.consoleKey);
  return bundle.ok ? ok({ bundle: bundle.value, receivedAt: kept.value.receivedAt }) : bundle;
}

function refused(before: string, { code, message }: { code: string; message: string }): Done {
  return { text: `${before}  Would be refused: ${code}: ${message}\n`, exitCode: EXIT.refused };
}

function worst(codes: readonly Done["exitCode"][]): Done["exitCode"] {
  if (codes.includes(EXIT.refused)) return EXIT.refused;
  return codes.includes(EXIT.wouldChange) ? EXIT.wouldChange : EXIT.done;
}
