import {
  doctorQuerySchema,
  doctorSchema,
  fixDraftSchema,
  setBindingFlagsSchema,
  setProbeSchema,
  startTaskSchema,
  taskStartedSchema,
} from "@/lib/api/doctor";
import { serverTaskSchema } from "@/lib/api/tasks";
import type { Operations } from "./operation";

/** What the routes of the site doctor take and give. `operations.ts` puts the parts together. */
export const DOCTOR_OPERATIONS = {
  "/api/v1/servers/[id]/doctor": {
    GET: {
      summary: "Everything that must be true at a site for a certificate to become an account",
      query: doctorQuerySchema,
      answer: doctorSchema,
    },
  },
  "/api/v1/servers/[id]/tasks": {
    POST: {
      summary:
        "Has the agent look again, say what a push would do now, or probe one of a site's own bindings",
      body: startTaskSchema,
      answer: taskStartedSchema,
      status: 201,
    },
  },
  "/api/v1/servers/[id]/tasks/[taskId]": {
    GET: { summary: "What the agent was asked, and its answer", answer: serverTaskSchema },
  },
  "/api/v1/servers/[id]/test-kit": {
    GET: { summary: "A zip to try a site with by hand", query: doctorQuerySchema, file: "application/zip" },
  },
  "/api/v1/targets/[id]/binding-flags": {
    PUT: {
      summary: "What the next push makes of the target's http.sys records",
      body: setBindingFlagsSchema,
    },
  },
  "/api/v1/targets/[id]/draft-fixes": {
    POST: { summary: "Puts what a check of the doctor proposes into the draft", body: fixDraftSchema },
  },
  "/api/v1/targets/[id]/probe": {
    PUT: { summary: "Whether pushes to the target are probed", body: setProbeSchema },
  },
} as const satisfies Operations;
