import { requiredValue } from "@/cli/arguments";
import type { Command } from "@/cli/command";
import { fail, ok } from "@/lib/errors";
import { RENDERERS } from "@/lib/iis/render/render";
import { RENDERER_NAMES } from "@/lib/iis/render/renderings";

const usage = `certmap render CONFIG.json --scope NAME --as ${RENDERER_NAMES.join("|")}`;

export const render: Command = {
  usage,
  summary: "The site config as XML or as a script, never with a password",
  options: { scope: "value", as: "value" },
  operands: [1, 1],
  async run(given, inputs) {
    const scope = requiredValue(given, "scope", { usage });
    if (!scope.ok) return scope;
    const as = requiredValue(given, "as", { usage });
    if (!as.ok) return as;
    const name = RENDERER_NAMES.find((known) => known === as.value);
    if (!name) return fail("usage", `--as knows ${RENDERER_NAMES.join(", ")}.`);
    const config = await inputs.siteConfig(given.operands[0] ?? "");
    if (!config.ok) return config;
    const text = RENDERERS[name].render(config.value, scope.value);
    return text.ok ? ok({ text: text.value }) : text;
  },
};
