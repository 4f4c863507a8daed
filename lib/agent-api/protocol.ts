/**
 * The agents' wire contract, version 1. Changes only add optional fields: an old agent keeps working with a new console.
 * The agent dials out; every request but the health check carries a signed assertion (assertion.ts).
 *
 *   POST enrolments            EnrolmentRequest  -> 201 EnrolmentAnswer
 *   POST polls                 PollRequest       -> 200 PollAnswer | 204 nothing to do (held up to POLL_SECONDS)
 *                                                   a short bundle comes along with its job and need not be fetched
 *   GET  bundles/{digest}      -                 -> 200 compact JWS (bundle.ts, of a task `plan` plan.ts), ETag is the digest
 *   POST jobs/{id}/renewals    LeaseProof        -> 204 | 409 lease-lost
 *   POST jobs/{id}/results     JobResultRequest  -> 204, idempotent on (job, attempt) | 409 lease-lost
 *   POST tasks/{id}/results    TaskResultRequest -> 204, the first one counts | 404
 *   POST reports               ReportRequest     -> 204
 *
 * Errors are problem+json. Every answer carries the console's clock in SERVER_TIME_HEADER, so that a skewed one is found.
 */
export const PROTOCOL_VERSION = 1;
export const AGENT_API_PATH = "/api/agent/v1";
/** ISO 8601 in UTC. */
export const SERVER_TIME_HEADER = "certmap-server-time";

/** How long a poll is held by the console; below the 30 s after which common proxies cut. */
export const POLL_SECONDS = 25;
/** How long a job is locked for one agent, and how often the agent renews that. */
export const LEASE_SECONDS = 600;
export const RENEW_SECONDS = 60;
/** The longest life of an assertion. */
export const ASSERTION_SECONDS = 60;
/** How often an agent reports what it sees even when nothing seems to have changed. */
export const REPORT_SECONDS = 300;
