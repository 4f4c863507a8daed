import {
  cutOffDetailSchema,
  cutOffItemSchema,
  cutOffPageSchema,
  cutOffPlanSchema,
  cutOffQuerySchema,
  liftCutOffSchema,
  planCutOffSchema,
  retryCutOffSchema,
  startCutOffSchema,
} from "@/lib/api/cut-offs";
import {
  abortDeploymentSchema,
  deploymentDetailSchema,
  deploymentItemSchema,
  deploymentPageSchema,
  deploymentPlanSchema,
  deploymentQuerySchema,
  pauseDeploymentSchema,
  planDeploymentSchema,
  retryTargetsSchema,
  rollBackSchema,
  startDeploymentSchema,
} from "@/lib/api/deployments";
import {
  createForwarderSchema,
  forwarderListSchema,
  forwarderMadeSchema,
  updateForwarderSchema,
} from "@/lib/api/event-forwarders";
import { applyImportSchema, checkAnswerSchema, checkImportSchema } from "@/lib/api/imports";
import { overviewSchema } from "@/lib/api/overview";
import {
  invitePersonSchema,
  personItemSchema,
  personLinkSchema,
  personListSchema,
  redeemPersonLinkSchema,
  updatePersonSchema,
} from "@/lib/api/people";
import {
  changePasswordSchema,
  confirmTotpSchema,
  profileSchema,
  startTotpSchema,
  totpSecretSchema,
} from "@/lib/api/profile";
import {
  changeRemovalSchema,
  removalItemSchema,
  removalPageSchema,
  removalQuerySchema,
} from "@/lib/api/removals";
import { planRenewalSchema, renewalPlanSchema, replaceAnswerSchema, replaceSchema } from "@/lib/api/renewals";
import {
  serverGroupInputSchema,
  serverGroupListSchema,
  serverGroupSchema,
  setServerGroupsSchema,
} from "@/lib/api/server-groups";
import {
  approveServerSchema,
  chooseWriterSchema,
  createEnrolmentTokenSchema,
  enrolmentTokenAnswerSchema,
  reEnrolSchema,
  serverDetailSchema,
  serverItemSchema,
  serverPageSchema,
  serverPlacesQuerySchema,
  serverPlacesSchema,
  serverQuerySchema,
  setServerTagsSchema,
} from "@/lib/api/servers";
import { setupSchema } from "@/lib/api/setup";
import {
  confirmRestartSchema,
  serverModesPlanSchema,
  serverModesSchema,
  setServerModesSchema,
  setTargetModesSchema,
  targetModesSetSchema,
} from "@/lib/api/targets";
import { setWindowsSchema, windowsSchema } from "@/lib/api/windows";
import type { Operations } from "./operation";

/** What the routes of the public API take and give. `operations.ts` puts the parts together. */
export const SERVER_OPERATIONS = {
  "/api/v1/cut-offs": {
    GET: {
      summary: "One page of cut-offs, newest first",
      query: cutOffQuerySchema,
      answer: cutOffPageSchema,
    },
    POST: {
      summary: "Cuts a certificate or an account off everywhere, now",
      body: startCutOffSchema,
      answer: cutOffItemSchema,
      status: 201,
    },
  },
  "/api/v1/cut-offs/[id]": {
    GET: { summary: "A cut-off with every place that it goes to", answer: cutOffDetailSchema },
  },
  "/api/v1/cut-offs/[id]/lift": {
    POST: {
      summary: "From now on the cut-off stops no push; it maps nobody again by itself",
      body: liftCutOffSchema,
      answer: cutOffDetailSchema,
    },
  },
  "/api/v1/cut-offs/[id]/retries": {
    POST: {
      summary: "Pushes a cut-off once more to a target where it failed",
      body: retryCutOffSchema,
      answer: cutOffDetailSchema,
    },
  },
  "/api/v1/cut-offs/plan": {
    POST: {
      summary: "What a cut-off would take out, where, and what else it would hit; nothing is stored",
      body: planCutOffSchema,
      answer: cutOffPlanSchema,
    },
  },
  "/api/v1/deployments": {
    GET: { summary: "One page of deployments", query: deploymentQuerySchema, answer: deploymentPageSchema },
    POST: {
      summary: "Pushes a revision to targets as they were confirmed",
      body: startDeploymentSchema,
      answer: deploymentItemSchema,
      status: 201,
    },
  },
  "/api/v1/deployments/[id]": {
    GET: { summary: "A deployment with the job of each target", answer: deploymentDetailSchema },
  },
  "/api/v1/deployments/[id]/abort": {
    POST: {
      summary: "Ends a push for what still waits; what was applied stays",
      body: abortDeploymentSchema,
      answer: deploymentItemSchema,
    },
  },
  "/api/v1/deployments/[id]/events": {
    GET: { summary: "The deployment as it goes, as server-sent events of JSON", file: "text/event-stream" },
  },
  "/api/v1/deployments/[id]/pause": {
    POST: { summary: "Hands out nothing more", body: pauseDeploymentSchema, answer: deploymentItemSchema },
  },
  "/api/v1/deployments/[id]/resume": {
    POST: {
      summary: "Goes on after a pause or a stop; failures up to here count as seen",
      answer: deploymentItemSchema,
    },
  },
  "/api/v1/deployments/[id]/retry": {
    POST: {
      summary: "Tries failed or undone targets once more, as they were confirmed",
      body: retryTargetsSchema,
      answer: deploymentItemSchema,
    },
  },
  "/api/v1/deployments/plan": {
    POST: {
      summary: "What a push would do, target by target; nothing is stored",
      body: planDeploymentSchema,
      answer: deploymentPlanSchema,
    },
  },
  "/api/v1/enrolment-tokens": {
    POST: {
      summary: "A token for one host, shown this once",
      body: createEnrolmentTokenSchema,
      answer: enrolmentTokenAnswerSchema,
      status: 201,
    },
  },
  "/api/v1/event-forwarders": {
    GET: { summary: "Where events are forwarded to", answer: forwarderListSchema },
    POST: {
      summary: "Adds a place to forward events to; a webhook's secret is shown this once",
      body: createForwarderSchema,
      answer: forwarderMadeSchema,
      status: 201,
    },
  },
  "/api/v1/event-forwarders/[id]": {
    PATCH: { summary: "Changes or switches a forwarding", body: updateForwarderSchema },
    DELETE: { summary: "Ends a forwarding" },
  },
  "/api/v1/imports": {
    POST: {
      summary: "Imports rows in one transaction; lines of JSON tell how far it is",
      body: applyImportSchema,
      file: "application/x-ndjson",
    },
  },
  "/api/v1/imports/checks": {
    POST: { summary: "A dry run of an import", body: checkImportSchema, answer: checkAnswerSchema },
  },
  "/api/v1/openapi.json": {
    GET: { summary: "This description", file: "application/json" },
  },
  "/api/v1/overview": {
    GET: { summary: "What the first page counts", answer: overviewSchema },
  },
  "/api/v1/people": {
    GET: { summary: "All people", answer: personListSchema },
    POST: {
      summary: "Invites a person by a link that is shown this once",
      body: invitePersonSchema,
      answer: personLinkSchema,
      status: 201,
    },
  },
  "/api/v1/people/[id]": {
    PATCH: {
      summary: "Changes a person's role, or disables or enables the person",
      body: updatePersonSchema,
      answer: personItemSchema,
    },
  },
  "/api/v1/people/[id]/links": {
    POST: { summary: "A new link to set a password, shown this once", answer: personLinkSchema, status: 201 },
  },
  "/api/v1/people/[id]/sessions": {
    DELETE: { summary: "Ends all sessions of a person" },
  },
  "/api/v1/person-links": {
    POST: {
      summary: "Sets the password that a link is for; the link's token stands for the person",
      body: redeemPersonLinkSchema,
      status: 201,
    },
  },
  "/api/v1/profile": {
    GET: { summary: "One's own second factors and sessions", answer: profileSchema },
  },
  "/api/v1/profile/passkeys/[id]": {
    DELETE: { summary: "Removes one's own passkey" },
  },
  "/api/v1/profile/password": {
    PUT: { summary: "Changes one's own password", body: changePasswordSchema },
  },
  "/api/v1/profile/sessions/[id]": {
    DELETE: { summary: "Ends one's own session" },
  },
  "/api/v1/profile/totp": {
    POST: {
      summary: "Begins with an authenticator app; its secret is shown this once",
      body: startTotpSchema,
      answer: totpSecretSchema,
      status: 201,
    },
    PUT: { summary: "Confirms the authenticator app by a code", body: confirmTotpSchema },
    DELETE: { summary: "Removes the authenticator app", body: startTotpSchema },
  },
  "/api/v1/removals": {
    GET: {
      summary: "One page of mappings that will be removed at a date",
      query: removalQuerySchema,
      answer: removalPageSchema,
    },
  },
  "/api/v1/removals/[id]": {
    PATCH: {
      summary: "Changes the date of a removal",
      body: changeRemovalSchema,
      answer: removalItemSchema,
      takesVersion: true,
    },
  },
  "/api/v1/removals/[id]/cancel": {
    POST: { summary: "Cancels a removal", answer: removalItemSchema, takesVersion: true },
  },
  "/api/v1/renewals": {
    POST: {
      summary: "Maps successors beside or in the place of certificates",
      body: replaceSchema,
      answer: replaceAnswerSchema,
    },
  },
  "/api/v1/renewals/plan": {
    POST: {
      summary: "What a renewal would change; nothing is stored",
      body: planRenewalSchema,
      answer: renewalPlanSchema,
    },
  },
  "/api/v1/rollbacks": {
    POST: {
      summary: "Publishes an earlier revision's content anew, rejects a later one, and pushes",
      body: rollBackSchema,
      answer: deploymentItemSchema,
      status: 201,
    },
  },
  "/api/v1/server-groups/[id]/windows": {
    GET: { summary: "The maintenance windows of a group of servers", answer: windowsSchema },
    PUT: {
      summary: "When pushes may reach each server of a group",
      body: setWindowsSchema,
      answer: windowsSchema,
    },
  },
  "/api/v1/servers/[id]/windows": {
    GET: {
      summary: "The maintenance windows of a server, and when the next one opens",
      answer: windowsSchema,
    },
    PUT: { summary: "When pushes may reach a server", body: setWindowsSchema, answer: windowsSchema },
  },
  "/api/v1/servers/[id]/shared-writer": {
    PUT: {
      summary: "Of the servers that share one configuration, lets this one write it",
      body: chooseWriterSchema,
    },
  },
  "/api/v1/servers/[id]/tags": {
    PUT: { summary: "Gives a server just these tags", body: setServerTagsSchema, answer: serverItemSchema },
  },
  "/api/v1/servers/places": {
    GET: {
      summary: "The sites of approved servers that a search matches, to choose many at once",
      query: serverPlacesQuerySchema,
      answer: serverPlacesSchema,
    },
  },
  "/api/v1/servers/modes": {
    POST: {
      summary: "One mode for all targets of servers, or of a group of them",
      body: setServerModesSchema,
      answer: targetModesSetSchema,
    },
  },
  "/api/v1/servers/modes/plan": {
    POST: {
      summary: "How many targets would get another mode; nothing is stored",
      body: serverModesSchema,
      answer: serverModesPlanSchema,
    },
  },
  "/api/v1/targets/[id]/restart-confirmations": {
    POST: { summary: "Says that the web server was restarted", body: confirmRestartSchema },
  },
  "/api/v1/targets/modes": {
    POST: {
      summary:
        "Whether targets are only observed, watched, or put right by the console; what is held is let go",
      body: setTargetModesSchema,
      answer: targetModesSetSchema,
    },
  },
  "/api/v1/sample-server": {
    POST: { summary: "Starts a sample server on the console's machine", status: 202 },
  },
  "/api/v1/server-groups": {
    GET: { summary: "All server groups", answer: serverGroupListSchema },
    POST: {
      summary: "Makes a server group",
      body: serverGroupInputSchema,
      answer: serverGroupSchema,
      status: 201,
    },
  },
  "/api/v1/server-groups/[id]": {
    PATCH: { summary: "Changes a server group", body: serverGroupInputSchema, answer: serverGroupSchema },
    DELETE: { summary: "Deletes a server group" },
  },
  "/api/v1/servers": {
    GET: { summary: "One page of servers", query: serverQuerySchema, answer: serverPageSchema },
  },
  "/api/v1/servers/[id]": {
    GET: { summary: "A server, its sites and its targets", answer: serverDetailSchema },
  },
  "/api/v1/servers/[id]/approve": {
    POST: {
      summary: "Approves a server whose fingerprint was compared",
      body: approveServerSchema,
      answer: serverItemSchema,
    },
  },
  "/api/v1/servers/[id]/groups": {
    PUT: { summary: "The groups of a server", body: setServerGroupsSchema, answer: serverItemSchema },
  },
  "/api/v1/servers/[id]/re-enrolments": {
    POST: {
      summary: "A token with which this server gets new keys, shown this once",
      body: reEnrolSchema,
      answer: enrolmentTokenAnswerSchema,
      status: 201,
    },
  },
  "/api/v1/servers/[id]/reject": {
    POST: { summary: "Rejects a server that asks to be let in", answer: serverItemSchema },
  },
  "/api/v1/servers/[id]/revoke": {
    POST: { summary: "Revokes a server's agent at once", answer: serverItemSchema },
  },
  "/api/v1/setup": {
    POST: {
      summary: "Makes the first administrator; the set-up link's token stands for the person",
      body: setupSchema,
      status: 201,
    },
  },
} as const satisfies Operations;
