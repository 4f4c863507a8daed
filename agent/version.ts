/** Set by scripts/build-agent.ts; a run from source has no version of its own. */
export const AGENT_VERSION = process.env.CERTMAP_AGENT_BUILD ?? "0.0.0-source";
