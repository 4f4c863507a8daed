import type { Command } from "@/cli/command";
import { findServer } from "@/cli/places";
import { REMOTE_OPTIONS, REMOTE_USAGE, Remote } from "@/cli/remote";
import { findSiteConfig } from "@/cli/site-config-id";
import { fail, ok } from "@/lib/errors";

/** As the API takes them. */
const FILTERS = ["view", "at", "query", "account", "certificate", "kind", "left"] as const;

export const access: Command = {
  usage: `certmap access [--format csv|json] [--view desired|deployed|observed] [--at MOMENT] [--account USER] [--certificate SHA256] [--server NAME] [--site-config NAME] [--kind oneToOne|manyToOne] [--left expired|15|30|60] [--query TEXT] [--broad] [--privileged] [--drifted] ${REMOTE_USAGE}`,
  summary: "Who maps to which account, now or at a moment in the past, as the console exports it",
  options: {
    ...REMOTE_OPTIONS,
    ...{
      format: "value",
      view: "value",
      at: "value",
      query: "value",
      account: "value",
      certificate: "value",
    },
    ...{
      server: "value",
      "site-config": "value",
      kind: "value",
      left: "value",
      broad: "flag",
      privileged: "flag",
      drifted: "flag",
    },
  },
  operands: [0, 0],
  async run(given, inputs, io) {
    const format = given.values.get("format") ?? "csv";
    if (format !== "csv" && format !== "json") return fail("usage", "--format is csv or json.");
    const opened = await Remote.open(given, inputs, io);
    if (!opened.ok) return opened;
    const remote = opened.value;
    const search = new URLSearchParams({ format });
    for (const name of FILTERS) {
      const value = given.values.get(name);
      // One spelling of an account, as the console compares them.
      if (value !== undefined) search.set(name, name === "account" ? value.toLowerCase() : value);
    }
    for (const name of ["broad", "privileged", "drifted"]) if (given.flags.has(name)) search.set(name, "yes");
    const server = given.values.get("server");
    if (server !== undefined) {
      const id = await findServer(remote, server);
      if (!id.ok) return id;
      search.set("server", id.value);
    }
    const siteConfig = given.values.get("site-config");
    if (siteConfig !== undefined) {
      const found = await findSiteConfig(remote, siteConfig);
      if (!found.ok) return found;
      search.set("siteConfig", found.value.id);
    }
    const text = await remote.text(`/api/v1/access/export?${search}`);
    return text.ok ? ok({ text: text.value }) : text;
  },
};
