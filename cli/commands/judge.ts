import type { Command } from "@/cli/command";
import { singleCertificate } from "@/cli/commands/inspect";
import { fail, ok, type Result } from "@/lib/errors";
import { describeChange, diffSiteConfig } from "@/lib/iis/diff";
import type { FileFacts } from "@/lib/iis/lint/file";
import { lintSiteConfig } from "@/lib/iis/lint/lint";
import { listScopes, parseApplicationHost, passwordStates, readFacts } from "@/lib/iis/read";
import { resolveAccount } from "@/lib/iis/resolve";
import { explainStatus } from "@/lib/iis/status-codes";

export const resolve: Command = {
  usage: "certmap resolve CONFIG.json CERTFILE [--below CONFIG.json] [--exit-code]",
  summary: "Which account a certificate gets, by which mapping, and why not by the others",
  options: { below: "value", "exit-code": "flag" },
  operands: [2, 2],
  async run({ operands: [path = "", certificatePath = ""], values, flags }, inputs) {
    const config = await inputs.siteConfig(path);
    if (!config.ok) return config;
    const certificate = singleCertificate(await inputs.bytes(certificatePath));
    if (!certificate.ok) return certificate;
    const belowPath = values.get("below");
    const below = belowPath === undefined ? undefined : await inputs.siteConfig(belowPath);
    if (below && !below.ok) return below;
    const resolution = resolveAccount(certificate.value, config.value, {
      trace: true,
      ...(below && { below: below.value }),
    });
    return ok({ json: resolution, code: flags.has("exit-code") && resolution.decision !== "allow" ? 1 : 0 });
  },
};

export const diff: Command = {
  usage: "certmap diff A.json B.json [--exit-code]",
  summary: "What changes from one site config to the other",
  options: { "exit-code": "flag" },
  operands: [2, 2],
  async run({ operands: [a = "", b = ""], flags }, inputs) {
    const before = await inputs.siteConfig(a);
    if (!before.ok) return before;
    const after = await inputs.siteConfig(b);
    if (!after.ok) return after;
    const changes = diffSiteConfig(before.value, after.value);
    return ok({
      json: changes.map((change) => ({ ...change, text: describeChange(change) })),
      code: flags.has("exit-code") && changes.length > 0 ? 1 : 0,
    });
  },
};

export const lint: Command = {
  usage: "certmap lint CONFIG.json [--file FILE.config --scope NAME]",
  summary: "Findings on a site config; with --file on the file that it was read from, too",
  options: { file: "value", scope: "value" },
  operands: [1, 1],
  async run({ operands: [path = ""], values }, inputs, io) {
    const config = await inputs.siteConfig(path);
    if (!config.ok) return config;
    const filePath = values.get("file");
    const scope = values.get("scope");
    if ((filePath === undefined) !== (scope === undefined))
      return fail("usage", `--file and --scope go together. Usage: ${lint.usage}`);
    const file = filePath === undefined ? ok({}) : factsOf(await inputs.bytes(filePath), scope ?? "");
    if (!file.ok) return file;
    const findings = lintSiteConfig(config.value, { now: io.now(), file: file.value });
    return ok({
      json: findings.map(({ mechanicalFix, ...finding }) => ({
        ...finding,
        mechanicalFix: mechanicalFix !== undefined,
      })),
      code: findings.some(({ severity }) => severity === "error") ? 1 : 0,
    });
  },
};

function factsOf(bytes: Result<Uint8Array>, scope: string): Result<FileFacts> {
  if (!bytes.ok) return bytes;
  const file = parseApplicationHost(bytes.value);
  if (!file.ok) return file;
  const passwords = passwordStates(file.value, scope);
  if (!passwords.ok) return passwords;
  return ok({
    passwords: passwords.value,
    scopes: listScopes(file.value),
    modules: readFacts(file.value).modules,
    problems: file.value.problems,
  });
}

export const explain: Command = {
  usage: "certmap explain 403.16 | 403 16 2148204809 | 0x80093102",
  summary: "What a status of IIS, or an error behind it, means with client certificates",
  options: {},
  operands: [1, 3],
  async run({ operands }) {
    const explanation = explainStatus(operands.join(" "));
    return explanation.ok ? ok({ json: explanation.value }) : explanation;
  },
};
