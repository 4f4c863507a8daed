import { z } from "zod";
import { comparisonQuerySchema, comparisonSchema, restorationSchema } from "@/lib/api/comparisons";
import { acceptFindingSchema, findingKeySchema, findingsSchema } from "@/lib/api/findings";
import {
  addManyToOneSchema,
  manyToOneListSchema,
  matchesSchema,
  matchQuestionSchema,
  orderSchema,
  updateManyToOneSchema,
} from "@/lib/api/many-to-one";
import {
  bulkMappingsSchema,
  bulkResultSchema,
  mappingFindingsSchema,
  mappingTableSchema,
} from "@/lib/api/mapping-table";
import { pageOf } from "@/lib/api/page";
import { resolutionSchema, resolveSchema } from "@/lib/api/resolutions";
import { createSavedTestSchema, savedTestsSchema, updateSavedTestSchema } from "@/lib/api/saved-tests";
import {
  addMappingSchema,
  createSiteConfigSchema,
  mappingItemSchema,
  mappingQuerySchema,
  previewQuerySchema,
  publishSchema,
  putDraftAnswerSchema,
  putDraftSchema,
  revisionDetailSchema,
  revisionItemSchema,
  siteConfigDetailSchema,
  siteConfigItemSchema,
  siteConfigPageSchema,
  siteConfigQuerySchema,
  updateMappingSchema,
  updateSiteConfigSchema,
  walkedSchema,
} from "@/lib/api/site-configs";
import { driftSchema, targetListSchema } from "@/lib/api/targets";
import { verdictPageSchema, verdictQuerySchema } from "@/lib/api/verdicts";
import type { Operations } from "./operation";

/** What the routes of the public API take and give. `operations.ts` puts the parts together. */
export const SITE_CONFIG_OPERATIONS = {
  "/api/v1/site-configs": {
    GET: { summary: "One page of site configs", query: siteConfigQuerySchema, answer: siteConfigPageSchema },
    POST: {
      summary: "Makes an empty site config",
      body: createSiteConfigSchema,
      answer: siteConfigItemSchema,
      status: 201,
    },
  },
  "/api/v1/site-configs/[id]": {
    GET: {
      summary: "A site config: its draft, steps and revisions",
      answer: siteConfigDetailSchema,
      givesVersion: true,
    },
    PATCH: {
      summary: "Changes name or settings of the draft",
      body: updateSiteConfigSchema,
      answer: siteConfigItemSchema,
      takesVersion: true,
    },
    DELETE: { summary: "Deletes a site config that stands nowhere", takesVersion: true },
  },
  "/api/v1/site-configs/[id]/comparison": {
    GET: {
      summary: "What changes from one side to the other",
      query: comparisonQuerySchema,
      answer: comparisonSchema,
    },
  },
  "/api/v1/site-configs/[id]/draft": {
    PUT: {
      summary: "The whole draft at once, for a site config that is kept elsewhere; or a dry run of it",
      body: putDraftSchema,
      answer: putDraftAnswerSchema,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/export": {
    GET: {
      summary: "The draft and its saved tests as JSON without a password; an event in the trail",
      file: "application/json",
    },
  },
  "/api/v1/site-configs/[id]/findings": {
    GET: { summary: "What is dangerous, broken or idle in the draft", answer: findingsSchema },
  },
  "/api/v1/site-configs/[id]/findings/acceptances": {
    POST: { summary: "Accepts a finding with a reason", body: acceptFindingSchema },
    DELETE: { summary: "Takes an acceptance back", body: findingKeySchema },
  },
  "/api/v1/site-configs/[id]/findings/fix": {
    POST: { summary: "Does what the finding's fix says", body: findingKeySchema, takesVersion: true },
  },
  "/api/v1/site-configs/[id]/many-to-one-mappings": {
    GET: { summary: "Many-to-one mappings in IIS's order", answer: manyToOneListSchema },
    POST: {
      summary: "Adds a many-to-one mapping",
      body: addManyToOneSchema,
      answer: manyToOneListSchema,
      status: 201,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/many-to-one-mappings/[mappingId]": {
    PATCH: {
      summary: "Changes a many-to-one mapping",
      body: updateManyToOneSchema,
      answer: manyToOneListSchema,
      takesVersion: true,
    },
    DELETE: { summary: "Removes a many-to-one mapping", answer: manyToOneListSchema, takesVersion: true },
  },
  "/api/v1/site-configs/[id]/many-to-one-mappings/matches": {
    POST: {
      summary: "Which stored certificates meet these rules; nothing is stored",
      body: matchQuestionSchema,
      answer: matchesSchema,
    },
  },
  "/api/v1/site-configs/[id]/many-to-one-mappings/order": {
    PUT: {
      summary: "The order of the many-to-one mappings",
      body: orderSchema,
      answer: manyToOneListSchema,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/mappings": {
    GET: {
      summary: "One page of one-to-one mappings",
      query: mappingQuerySchema,
      answer: pageOf(mappingItemSchema),
    },
    POST: {
      summary: "Maps a certificate to an account",
      body: addMappingSchema,
      answer: mappingItemSchema,
      status: 201,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/mappings/[mappingId]": {
    PATCH: {
      summary: "Changes a one-to-one mapping",
      body: updateMappingSchema,
      answer: mappingItemSchema,
      takesVersion: true,
    },
    DELETE: { summary: "Removes a one-to-one mapping", takesVersion: true },
  },
  "/api/v1/site-configs/[id]/mappings/bulk": {
    POST: {
      summary: "One change for many one-to-one mappings",
      body: bulkMappingsSchema,
      answer: bulkResultSchema,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/mappings/findings": {
    GET: { summary: "Findings of one-to-one mappings", answer: mappingFindingsSchema },
  },
  "/api/v1/site-configs/[id]/mappings/table": {
    GET: { summary: "All one-to-one mappings of the draft", answer: mappingTableSchema },
  },
  "/api/v1/site-configs/[id]/preview": {
    GET: {
      summary: "The draft or a revision as the exact text of one renderer",
      query: previewQuerySchema,
      file: "text/plain",
    },
  },
  "/api/v1/site-configs/[id]/redo": {
    POST: { summary: "Makes the last undone step again", answer: walkedSchema, takesVersion: true },
  },
  "/api/v1/site-configs/[id]/resolutions": {
    POST: {
      summary: "Which account a certificate gets, and why; nothing is stored",
      body: resolveSchema,
      answer: resolutionSchema,
    },
  },
  "/api/v1/site-configs/[id]/revisions": {
    POST: {
      summary: "Publishes the draft as a numbered revision",
      body: publishSchema,
      answer: revisionItemSchema,
      status: 201,
      takesVersion: true,
    },
  },
  "/api/v1/site-configs/[id]/revisions/[number]": {
    GET: { summary: "A revision with its whole site config", answer: revisionDetailSchema },
  },
  "/api/v1/site-configs/[id]/revisions/[number]/restoration": {
    GET: { summary: "What stands in the way of restoring a revision", answer: restorationSchema },
    POST: { summary: "Makes the draft what the revision was", takesVersion: true },
  },
  "/api/v1/site-configs/[id]/saved-tests": {
    GET: { summary: "Saved tests, and what comes of them under the draft", answer: savedTestsSchema },
    POST: {
      summary: "Saves what a certificate must become",
      body: createSavedTestSchema,
      answer: z.object({ id: z.uuid() }),
      status: 201,
    },
  },
  "/api/v1/site-configs/[id]/saved-tests/[testId]": {
    PATCH: {
      summary: "Changes a saved test",
      body: updateSavedTestSchema,
      answer: z.object({ id: z.uuid() }),
    },
    DELETE: { summary: "Deletes a saved test" },
  },
  "/api/v1/site-configs/[id]/targets": {
    GET: { summary: "Where the site config stands", answer: targetListSchema },
  },
  "/api/v1/site-configs/[id]/undo": {
    POST: { summary: "Takes the last step of the draft back", answer: walkedSchema, takesVersion: true },
  },
  "/api/v1/site-configs/[id]/verdicts": {
    GET: {
      summary: "What becomes of each stored certificate",
      query: verdictQuerySchema,
      answer: verdictPageSchema,
    },
  },
  "/api/v1/site-configs/export": {
    GET: {
      summary: "All site configs as JSON without a password; an event in the trail",
      file: "application/json",
    },
  },
  "/api/v1/targets/[id]/drift": {
    GET: { summary: "What differs on a target from what was deployed", answer: driftSchema },
  },
} as const satisfies Operations;
