import { requiredValue } from "@/cli/arguments";
import type { Command } from "@/cli/command";
import { ok } from "@/lib/errors";
import { listScopes, parseApplicationHost, readEffective, readFacts, readSiteConfig } from "@/lib/iis/read";

export const scopes: Command = {
  usage: "certmap scopes FILE.config",
  summary: "The scopes of a configuration file, and what else it says about the server",
  options: {},
  operands: [1, 1],
  async run({ operands: [path = ""] }, inputs) {
    const bytes = await inputs.bytes(path);
    if (!bytes.ok) return bytes;
    const file = parseApplicationHost(bytes.value);
    if (!file.ok) return file;
    const { problems, kind } = file.value;
    return ok({ json: { kind, scopes: listScopes(file.value), ...readFacts(file.value), problems } });
  },
};

const usage = "certmap import FILE.config --scope NAME [--effective]";

export const importConfig: Command = {
  usage,
  summary:
    'The site config of a scope; "" is the server. --effective: with what is inherited, and from where',
  options: { scope: "value", effective: "flag" },
  operands: [1, 1],
  async run(given, inputs) {
    const scope = requiredValue(given, "scope", { usage });
    if (!scope.ok) return scope;
    const bytes = await inputs.bytes(given.operands[0] ?? "");
    if (!bytes.ok) return bytes;
    const file = parseApplicationHost(bytes.value);
    if (!file.ok) return file;
    if (!given.flags.has("effective")) {
      const config = readSiteConfig(file.value, scope.value);
      return config.ok ? ok({ json: config.value }) : config;
    }
    const effective = readEffective(file.value, scope.value);
    return effective.ok
      ? ok({ json: { ...effective.value.config, origins: effective.value.origins } })
      : effective;
  },
};
