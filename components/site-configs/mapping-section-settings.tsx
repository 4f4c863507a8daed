"use client";

import { Radio, Stack, Switch, TextInput } from "@mantine/core";
import { SettingsSection } from "@/components/site-configs/settings-section";
import type { DraftSettings } from "@/lib/api/site-configs";
import { LOGON_METHODS } from "@/lib/iis/site-config";

type Section = NonNullable<DraftSettings["iisClientCertificateMappingAuthentication"]>;

const NEW_SECTION: Section = {
  enabled: true,
  oneToOneCertificateMappingsEnabled: true,
  manyToOneCertificateMappingsEnabled: true,
  logonMethod: "ClearText",
  defaultLogonDomain: "",
};

/** The user right that each method takes, and whether the account can go on to other servers. */
const LOGON_HELP: Record<Section["logonMethod"], string> = {
  ClearText: "Needs “Access this computer from the network”. The account can reach other servers.",
  Network: "Needs “Access this computer from the network”. The account cannot reach other servers.",
  Interactive: "Needs “Allow log on locally”. The account can reach other servers.",
  Batch: "Needs “Log on as a batch job”.",
};

/** IIS's default first. */
const OFFERED = LOGON_METHODS.toReversed();

export interface MappingSectionSettingsProps {
  value: Section | undefined;
  onChange: (value: Section | undefined) => void;
}

export function MappingSectionSettings({ value, onChange }: MappingSectionSettingsProps) {
  const section = value ?? NEW_SECTION;
  const change = (patch: Partial<Section>) => onChange({ ...section, ...patch });
  return (
    <SettingsSection
      title="Certificate mapping in IIS"
      section="iisClientCertificateMappingAuthentication"
      managed={value !== undefined}
      onManagedChange={(managed) => onChange(managed ? NEW_SECTION : undefined)}
    >
      <Switch
        label="Certificate mapping"
        description="Lets IIS log people on by their client certificate. IIS default: off."
        checked={section.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      <Switch
        label="One-to-one mappings"
        description="Off: IIS does not even read the list of single certificates. IIS default: on."
        checked={section.oneToOneCertificateMappingsEnabled}
        onChange={(event) => change({ oneToOneCertificateMappingsEnabled: event.currentTarget.checked })}
      />
      <Switch
        label="Many-to-one mappings"
        description="Off: IIS does not even read the list of rules. IIS default: on."
        checked={section.manyToOneCertificateMappingsEnabled}
        onChange={(event) => change({ manyToOneCertificateMappingsEnabled: event.currentTarget.checked })}
      />
      <Radio.Group
        label="Logon method"
        description="How IIS logs a mapped account on, and so which right the account needs on the server. IIS default: ClearText."
        value={section.logonMethod}
        onChange={(next) => {
          const method = LOGON_METHODS.find((each) => each === next);
          if (method) change({ logonMethod: method });
        }}
      >
        <Stack gap="xs" mt="xs">
          {OFFERED.map((method) => (
            <Radio key={method} value={method} label={method} description={LOGON_HELP[method]} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label="Default logon domain"
        description="The domain of an account that is written without one. IIS default: empty."
        value={section.defaultLogonDomain}
        onChange={(event) => change({ defaultLogonDomain: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        maw={480}
      />
    </SettingsSection>
  );
}
