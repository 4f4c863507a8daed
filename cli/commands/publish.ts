import { requiredValue } from "@/cli/arguments";
import type { Command } from "@/cli/command";
import { REMOTE_OPTIONS, REMOTE_USAGE, Remote } from "@/cli/remote";
import { findSiteConfig } from "@/cli/site-config-id";
import { putDraftAnswerSchema, revisionItemSchema } from "@/lib/api/site-configs";
import { ok } from "@/lib/errors";

const USAGE = `certmap publish NAME CONFIG.json --message TEXT [--dry-run] ${REMOTE_USAGE}`;

export const publish: Command = {
  usage: USAGE,
  summary: "Makes a console's draft what the file says and publishes it; nothing where it says so already",
  options: { ...REMOTE_OPTIONS, message: "value", "dry-run": "flag" },
  operands: [2, 2],
  async run(given, inputs, io) {
    const [name = "", file = ""] = given.operands;
    const dryRun = given.flags.has("dry-run");
    const message = dryRun ? ok("") : requiredValue(given, "message", { usage: USAGE });
    if (!message.ok) return message;
    const config = await inputs.siteConfig(file);
    if (!config.ok) return config;
    const remote = await Remote.open(given, inputs, io);
    if (!remote.ok) return remote;
    const found = await findSiteConfig(remote.value, name);
    if (!found.ok) return found;
    const { id, version, lastRevision } = found.value;
    const path = `/api/v1/site-configs/${id}`;
    const body = { config: config.value, dryRun };
    const put = await remote.value.ask(putDraftAnswerSchema, `${path}/draft`, {
      method: "PUT",
      version,
      body,
    });
    if (!put.ok) return put;
    const { changes } = put.value;
    if (dryRun) return ok({ json: { siteConfig: name, changes, revision: null, published: false } });
    const revision = await remote.value.ask(revisionItemSchema, `${path}/revisions`, {
      ...{ method: "POST", version: put.value.version, body: { message: message.value } },
    });
    if (!revision.ok && revision.error.code === "nothing-to-publish")
      return ok({ json: { siteConfig: name, changes, revision: lastRevision, published: false } });
    if (!revision.ok) return revision;
    return ok({ json: { siteConfig: name, changes, revision: revision.value.number, published: true } });
  },
};
