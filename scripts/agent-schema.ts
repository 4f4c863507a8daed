/**
 * The agents' contract as JSON Schema, made from the zod schemas that both sides parse with: `npm run agent-schema` writes
 * docs/agent-protocol.schema.json, and a test sees to it that it is current.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { bundleSchema } from "@/lib/agent-api/bundle";
import {
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  unenrolmentRequestSchema,
} from "@/lib/agent-api/enrolment";
import {
  jobResultRequestSchema,
  leaseProofSchema,
  pollAnswerSchema,
  pollRequestSchema,
  reportRequestSchema,
} from "@/lib/agent-api/jobs";
import { plannedPushSchema } from "@/lib/agent-api/plan";
import { taskResultRequestSchema } from "@/lib/agent-api/tasks";

export const SCHEMA_FILE = fileURLToPath(new URL("../docs/agent-protocol.schema.json", import.meta.url));

const PARTS = {
  EnrolmentRequest: enrolmentRequestSchema,
  EnrolmentAnswer: enrolmentAnswerSchema,
  PollRequest: pollRequestSchema,
  PollAnswer: pollAnswerSchema,
  Bundle: bundleSchema,
  PlannedPush: plannedPushSchema,
  LeaseProof: leaseProofSchema,
  JobResultRequest: jobResultRequestSchema,
  TaskResultRequest: taskResultRequestSchema,
  ReportRequest: reportRequestSchema,
  UnenrolmentRequest: unenrolmentRequestSchema,
};

/** The file's text. What is sent and what is read are told alike: no schema here changes what it parses. */
export function agentSchema(): string {
  const $defs = Object.fromEntries(
    Object.entries(PARTS).map(([name, schema]) => {
      const { $schema: _, ...part } = z.toJSONSchema(schema, { io: "input" });
      return [name, part];
    }),
  );
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Certmap agent protocol, version 1",
    description: "Bodies by name. Paths, headers and statuses stand in lib/agent-api/protocol.ts.",
    $defs,
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA_FILE, agentSchema());
