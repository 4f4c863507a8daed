import { randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import type { JWK } from "jose";
import { type Bundle, bundleDigest, signBundle } from "@/lib/agent-api/bundle";
import type { JobResultRequest } from "@/lib/agent-api/jobs";
import type { SealingKey } from "@/lib/agent-api/keys";
import { type PlannedPush, signPlan } from "@/lib/agent-api/plan";
import { sealPassword } from "@/lib/agent-api/sealed-password";
import type { ProbeRequest } from "@/lib/agent-api/tasks";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

export interface PushOptions {
  scope: string;
  config: SiteConfig;
  expectedDigest?: string | null;
  takeOver?: boolean;
  allowEmpty?: boolean;
  probe?: ProbeRequest;
  passwords?: Record<string, string>;
  /** Last touch on the bundle before it is signed: how a test makes a wrong one. */
  alter?: (bundle: Bundle) => Bundle;
  /** The digest that the job names, when it shall not be the bundle's. */
  named?: string;
  /** On the signed text: how a test forges one. */
  forge?: (jws: string) => string | Promise<string>;
}

export interface PushedJob {
  id: string;
  attempt: number;
  scope: string;
  leaseId: string;
  fencing: number;
  /** Epoch of the agent that has the lease; undefined while the job waits. */
  leasedBy: number | undefined;
  bundleDigest: string;
  jws: string;
  result: JobResultRequest | undefined;
  /** How many times a result for this attempt was accepted anew; the rest were repeats. */
  accepted: number;
  repeats: number;
}

/** The job of a push as the scripted console keeps it, its bundle signed, its passwords sealed. */
export async function signPush(
  options: PushOptions,
  by: { serverId: string; privateKey: JWK; sealingKey: SealingKey; sequence: number },
): Promise<PushedJob> {
  const { scope, config } = options;
  const { serverId, sequence } = by;
  const id = randomUUID();
  const passwords = await Promise.all(
    Object.entries(options.passwords ?? {}).map(async ([userName, password]) => ({
      userName,
      sealed: await sealPassword(password, by.sealingKey, { serverId, scope, userName, sequence }),
    })),
  );
  const bundle: Bundle = {
    protocol: 1,
    serverId,
    scope,
    sequence,
    generation: 1,
    jobId: id,
    attempt: 1,
    deploymentNumber: sequence,
    revision: { siteConfigName: "Test", number: sequence, digest: digestSiteConfig(config) },
    siteConfig: config,
    expectedDigest: options.expectedDigest ?? null,
    takeOver: options.takeOver ?? false,
    allowEmpty: options.allowEmpty ?? false,
    passwords,
    ...(options.probe && { probe: options.probe }),
  };
  const signed = await signBundle(canonicalize(options.alter?.(bundle) ?? bundle) ?? "", by.privateKey);
  const jws = (await options.forge?.(signed)) ?? signed;
  return {
    id,
    attempt: 1,
    scope,
    leaseId: randomUUID(),
    fencing: 0,
    leasedBy: undefined,
    bundleDigest: options.named ?? bundleDigest(jws) ?? "",
    jws,
    result: undefined,
    accepted: 0,
    repeats: 0,
  };
}

export interface PlanOptions {
  scope: string;
  config: SiteConfig;
  storedPasswords?: string[];
  probe?: ProbeRequest;
  alter?: (planned: PlannedPush) => PlannedPush;
  forge?: (jws: string) => string | Promise<string>;
}

/** A push to be looked at, as the console signs it. */
export async function signPlanned(
  { scope, config, storedPasswords = [], probe, alter, forge }: PlanOptions,
  by: { serverId: string; privateKey: JWK; taskId: string },
): Promise<{ scope: string; jws: string; digest: string }> {
  const planned: PlannedPush = {
    protocol: 1,
    serverId: by.serverId,
    scope,
    taskId: by.taskId,
    revision: { siteConfigName: "Test", number: 1, digest: digestSiteConfig(config) },
    siteConfig: config,
    storedPasswords,
    ...(probe && { probe }),
  };
  const signed = await signPlan(canonicalize(alter?.(planned) ?? planned) ?? "", by.privateKey);
  const jws = (await forge?.(signed)) ?? signed;
  return { scope, jws, digest: bundleDigest(jws) ?? "" };
}
