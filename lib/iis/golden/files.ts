import type { CodedError, Result } from "@/lib/errors";
import type { ConfigFile } from "@/lib/iis/config-file";
import { parseApplicationHost, type ReadOptions } from "@/lib/iis/read";
import type { MappingSection } from "@/lib/iis/site-config";
import { fakeCertificate } from "@/lib/iis/golden/site-configs";

/** Short files for tests, and short ways into results. */

export const bytesOf = (text: string) => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export function valueOr<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function errorOr<T>(result: Result<T>): CodedError {
  if (result.ok) throw new Error("An error was expected.");
  return result.error;
}

export function open(text: string, options?: ReadOptions): ConfigFile {
  return valueOr(parseApplicationHost(bytesOf(text), options));
}

const certificates = [1, 2, 3, 4].map((n) => fakeCertificate(Uint8Array.of(n)));
export const [certA = "", certB = "", certC = "", certD = ""] = certificates;

export const SITES = `<system.applicationHost><sites><site name="Site" id="1" /><site name="Other" id="2" /></sites></system.applicationHost>`;

/** The mapping section with this content at the server level, and below it what the site says. */
export function mappingFile(server: string, site: string, attributes = ""): string {
  const section = (content: string) =>
    `<system.webServer><security><authentication><iisClientCertificateMappingAuthentication${attributes}>${content}</iisClientCertificateMappingAuthentication></authentication></security></system.webServer>`;
  return `<configuration>${SITES}
${server === "" ? "" : section(server)}
${site === "" ? "" : `<location path="Site">${section(site)}</location>`}
</configuration>`;
}

export const noMappings: MappingSection = {
  enabled: true,
  oneToOneCertificateMappingsEnabled: true,
  manyToOneCertificateMappingsEnabled: true,
  logonMethod: "ClearText",
  defaultLogonDomain: "",
  oneToOneMappings: [],
  manyToOneMappings: [],
};
