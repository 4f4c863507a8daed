import { Stack, Title } from "@mantine/core";
import { ObservedMappings } from "@/components/servers/observed-mappings";
import { FactList } from "@/components/ui/fact-list";
import type { ServerDetail } from "@/lib/api/servers";
import type { SectionName } from "@/lib/iis/site-config";
import { readSslFlags } from "@/lib/iis/ssl-flags";

export type ObservedScope = NonNullable<ServerDetail["inventory"]>["observed"][number];

const SWITCHES = [
  ["clientCertificateMappingAuthentication", "Active Directory client certificate mapping"],
  ["anonymousAuthentication", "Anonymous authentication"],
  ["basicAuthentication", "Basic authentication"],
  ["digestAuthentication", "Digest authentication"],
  ["windowsAuthentication", "Windows authentication"],
] as const satisfies readonly (readonly [SectionName, string])[];

/** The seven sections of one scope, in words. */
export function ObservedConfig({ observed }: { observed: ObservedScope }) {
  const { config } = observed;
  const mapping = config.iisClientCertificateMappingAuthentication;
  const ssl = config.access && readSslFlags(config.access.sslFlags);
  const origin = (section: SectionName) => (observed.stated.includes(section) ? "" : " (inherited)");
  const onOff = (enabled: boolean) => (enabled ? "On" : "Off");
  return (
    <Stack gap="lg">
      <FactList
        label="Settings in effect"
        termWidth={300}
        facts={[
          ...(ssl
            ? ([
                ["Require SSL", `${onOff(ssl.requireSsl)}${origin("access")}`],
                ["Client certificates", `${ssl.clientCertificates}${origin("access")}`],
              ] as const)
            : []),
          ...(mapping
            ? ([
                [
                  "IIS client certificate mapping",
                  `${onOff(mapping.enabled)}${origin("iisClientCertificateMappingAuthentication")}`,
                ],
                ["One-to-one mappings", onOff(mapping.oneToOneCertificateMappingsEnabled)],
                ["Many-to-one mappings", onOff(mapping.manyToOneCertificateMappingsEnabled)],
                ["logonMethod", mapping.logonMethod],
                ["defaultLogonDomain", mapping.defaultLogonDomain || "None"],
              ] as const)
            : []),
          ...SWITCHES.flatMap(([section, label]) => {
            const value = config[section];
            return value === undefined ? [] : [[label, `${onOff(value.enabled)}${origin(section)}`] as const];
          }),
        ]}
      />
      {mapping && (
        <div>
          <Title order={2} size="h5" mb="xs">
            Mappings{origin("iisClientCertificateMappingAuthentication")}
          </Title>
          <ObservedMappings mapping={mapping} passwords={observed.passwords} />
        </div>
      )}
    </Stack>
  );
}
