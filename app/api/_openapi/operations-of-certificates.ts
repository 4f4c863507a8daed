import { z } from "zod";
import { accessFilterSchema, accessPageSchema, accessQuerySchema } from "@/lib/api/access";
import { accessCardsSchema, accessMatrixQuerySchema, accessMatrixSchema } from "@/lib/api/access-overview";
import {
  accessEvidenceSchema,
  resolutionsEverywhereSchema,
  resolveEverywhereSchema,
} from "@/lib/api/access-resolutions";
import {
  accountDetailSchema,
  accountItemSchema,
  accountPageSchema,
  accountQuerySchema,
  createAccountSchema,
  limitAccountSchema,
  setPasswordSchema,
  updateAccountSchema,
} from "@/lib/api/accounts";
import { adoptionSchema, adoptSchema } from "@/lib/api/adoptions";
import { apiTokenListSchema, apiTokenMadeSchema, createApiTokenSchema } from "@/lib/api/api-tokens";
import {
  auditNewsQuerySchema,
  auditNewsSchema,
  auditPageSchema,
  auditQuerySchema,
} from "@/lib/api/audit-events";
import {
  auditCutAnswerSchema,
  auditCutPlanSchema,
  auditCutSchema,
  auditExportQuerySchema,
  auditTrailSchema,
} from "@/lib/api/audit-trail";
import { certificateChainSchema } from "@/lib/api/certificate-chain";
import {
  batchAnswerSchema,
  batchInputSchema,
  certificateDetailSchema,
  certificateItemSchema,
  certificateLabelsSchema,
  certificatePageSchema,
  certificateQuerySchema,
  labelAnswerSchema,
  labelCertificatesSchema,
  updateCertificateSchema,
  uploadAnswerSchema,
  upnMatchesSchema,
  upnMatchInputSchema,
} from "@/lib/api/certificates";
import {
  passwordPushPlanSchema,
  passwordPushSchema,
  startPasswordPushSchema,
} from "@/lib/api/password-pushes";
import type { Operations } from "./operation";

/** What the routes of the public API take and give. `operations.ts` puts the parts together. */
export const CERTIFICATE_OPERATIONS = {
  "/api/v1/access": {
    GET: {
      summary: "One page of who maps to which account",
      query: accessQuerySchema,
      answer: accessPageSchema,
    },
  },
  "/api/v1/access/[key]/evidence": {
    GET: { summary: "Why this certificate becomes this account there", answer: accessEvidenceSchema },
  },
  "/api/v1/access/cards": {
    GET: {
      summary: "How many accounts, certificates, sites and servers the filter leaves",
      query: accessFilterSchema,
      answer: accessCardsSchema,
    },
  },
  "/api/v1/access/export": {
    GET: {
      summary: "All rows of the filter as CSV, or as JSON with format=json; an event in the trail",
      query: accessFilterSchema.extend({ format: z.enum(["csv", "json"]).default("csv") }),
      file: "text/csv",
    },
  },
  "/api/v1/access/matrix": {
    GET: {
      summary: "Accounts against servers, a part at a time",
      query: accessMatrixQuerySchema,
      answer: accessMatrixSchema,
    },
  },
  "/api/v1/access/resolutions": {
    POST: {
      summary: "Who is this certificate, on which server and site, and why; nothing is stored",
      body: resolveEverywhereSchema,
      answer: resolutionsEverywhereSchema,
    },
  },
  "/api/v1/accounts": {
    GET: { summary: "One page of accounts", query: accountQuerySchema, answer: accountPageSchema },
    POST: {
      summary: "Stores an account, once per spelling",
      body: createAccountSchema,
      answer: accountItemSchema,
      status: 201,
    },
  },
  "/api/v1/accounts/[id]": {
    GET: { summary: "An account and where it stands", answer: accountDetailSchema },
    PATCH: {
      summary: "Changes what is said of an account",
      body: updateAccountSchema,
      answer: accountDetailSchema,
      takesVersion: true,
    },
    DELETE: { summary: "Deletes an account that nothing maps to" },
  },
  "/api/v1/accounts/[id]/limits": {
    PUT: {
      summary: "Who may map to the account, and where it may be used",
      body: limitAccountSchema,
      answer: accountDetailSchema,
      takesVersion: true,
    },
  },
  "/api/v1/accounts/[id]/password": {
    PUT: {
      summary: "Sets the account's password; it is never given back",
      body: setPasswordSchema,
      answer: accountItemSchema,
    },
  },
  "/api/v1/accounts/[id]/password-pushes": {
    GET: {
      summary: "What a push of the password would do, target by target",
      answer: passwordPushPlanSchema,
    },
    POST: {
      summary: "Pushes the account's password to where it stands",
      body: startPasswordPushSchema,
      answer: passwordPushSchema,
      status: 201,
    },
  },
  "/api/v1/adoptions": {
    POST: {
      summary: "Dry run, or run, of making site configs of what was found",
      body: adoptSchema,
      answer: adoptionSchema,
    },
  },
  "/api/v1/api-tokens": {
    GET: { summary: "All API tokens, without their text", answer: apiTokenListSchema },
    POST: {
      summary: "Makes a token, whose text is shown this once",
      body: createApiTokenSchema,
      answer: apiTokenMadeSchema,
      status: 201,
    },
  },
  "/api/v1/api-tokens/[id]/revoke": {
    POST: { summary: "Ends a token at once and for good" },
  },
  "/api/v1/audit-events": {
    GET: { summary: "One page of the audit trail", query: auditQuerySchema, answer: auditPageSchema },
  },
  "/api/v1/audit-events/checkpoints": {
    GET: { summary: "The signed checkpoints, one JWS a line", file: "text/plain" },
  },
  "/api/v1/audit-events/cuts": {
    GET: {
      summary: "How many events a retention would move away",
      query: auditCutSchema.pick({ before: true }),
      answer: auditCutPlanSchema,
    },
    POST: {
      summary: "Moves events from before a moment to a file, by a signed cut",
      body: auditCutSchema,
      answer: auditCutAnswerSchema,
      status: 201,
    },
  },
  "/api/v1/audit-events/export": {
    GET: {
      summary: "Events with their links as JSON lines, for certmap audit verify",
      query: auditExportQuerySchema,
      file: "application/jsonl",
    },
  },
  "/api/v1/audit-events/news": {
    GET: {
      summary: "Waits for events behind the one that is named",
      query: auditNewsQuerySchema,
      answer: auditNewsSchema,
    },
  },
  "/api/v1/audit-events/public-key": {
    GET: { summary: "The console's public key as JWK", file: "application/json" },
  },
  "/api/v1/audit-events/verification": {
    GET: { summary: "What the console last found when it verified the trail", answer: auditTrailSchema },
    POST: { summary: "Verifies the whole trail now", answer: auditTrailSchema },
  },
  "/api/v1/certificates": {
    GET: {
      summary: "One page of certificates",
      query: certificateQuerySchema,
      answer: certificatePageSchema,
    },
    POST: {
      summary:
        "Stores the certificates of one file, sent as bytes; its name, percent-encoded, in x-file-name",
      bytes: true,
      answer: uploadAnswerSchema,
      status: 201,
    },
  },
  "/api/v1/certificates/[id]": {
    GET: {
      summary: "A certificate, what it is fit for, and where it is mapped",
      answer: certificateDetailSchema,
      givesVersion: true,
    },
    PATCH: {
      summary: "Changes owner, notes and tags",
      body: updateCertificateSchema,
      answer: certificateItemSchema,
      takesVersion: true,
    },
    DELETE: { summary: "Deletes a certificate that nothing maps" },
  },
  "/api/v1/certificates/[id]/chain": {
    GET: { summary: "The chain among the stored certificates", answer: certificateChainSchema },
  },
  "/api/v1/certificates/[id]/file": {
    GET: { summary: "The certificate as a file; as=der, pem or blob", file: "application/octet-stream" },
  },
  "/api/v1/certificates/batches": {
    POST: {
      summary: "Stores many certificates, each with its own answer",
      body: batchInputSchema,
      answer: batchAnswerSchema,
    },
  },
  "/api/v1/certificates/labels": {
    GET: { summary: "Owners and tags that are in use", answer: certificateLabelsSchema },
    POST: {
      summary: "One change of owner or tags for many certificates",
      body: labelCertificatesSchema,
      answer: labelAnswerSchema,
    },
  },
  "/api/v1/certificates/upn-matches": {
    POST: {
      summary: "Which stored certificates name these user principal names; nothing is stored",
      body: upnMatchInputSchema,
      answer: upnMatchesSchema,
    },
  },
} as const satisfies Operations;
