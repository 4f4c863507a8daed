import type { Command } from "@/cli/command";
import { REMOTE_OPTIONS, REMOTE_USAGE, Remote } from "@/cli/remote";
import { findSiteConfig } from "@/cli/site-config-id";
import { ok } from "@/lib/errors";

export const exportConfigs: Command = {
  usage: `certmap export [NAME] ${REMOTE_USAGE}`,
  summary: "The draft of a site config of the console, or of all, as JSON that holds no password",
  options: REMOTE_OPTIONS,
  operands: [0, 1],
  async run(given, inputs, io) {
    const remote = await Remote.open(given, inputs, io);
    if (!remote.ok) return remote;
    const [name] = given.operands;
    const found = name === undefined ? null : await findSiteConfig(remote.value, name);
    if (found?.ok === false) return found;
    const text = await remote.value.text(`/api/v1/site-configs/${found ? `${found.value.id}/` : ""}export`);
    return text.ok ? ok({ text: text.value }) : text;
  },
};
