"use client";

import { Code, Group, Switch, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { SettingChoice } from "@/components/site-configs/setting-choice";
import { SettingsSection } from "@/components/site-configs/settings-section";
import type { DraftSettings } from "@/lib/api/site-configs";
import {
  CLIENT_CERTIFICATES,
  type ClientCertificates,
  readSslFlags,
  writeSslFlags,
} from "@/lib/iis/ssl-flags";

type Access = NonNullable<DraftSettings["access"]>;

const HELP: Record<ClientCertificates, string> = {
  Ignore: "IIS does not ask for a certificate, so nobody is mapped.",
  Accept: "IIS asks for a certificate and lets people in without one too.",
  Require: "Without a certificate IIS answers 403.7.",
};
const OPTIONS = CLIENT_CERTIFICATES.map((value) => ({ value, label: value }));
const NEW_SECTION: Access = {
  sslFlags: writeSslFlags({ requireSsl: true, require128: false, clientCertificates: "Require" }),
};

export interface AccessSettingsProps {
  value: Access | undefined;
  onChange: (value: Access | undefined) => void;
}

/** SSL as IIS Manager says it, with the flags that it comes to. */
export function AccessSettings({ value, onChange }: AccessSettingsProps) {
  const { sslFlags } = value ?? NEW_SECTION;
  const ssl = readSslFlags(sslFlags);
  const change = (patch: Partial<typeof ssl>) => onChange({ sslFlags: writeSslFlags({ ...ssl, ...patch }) });
  const exact = sslFlags.length === 0 ? "None" : sslFlags.join(", ");
  return (
    <SettingsSection
      title="SSL and client certificates"
      section="access"
      managed={value !== undefined}
      onManagedChange={(managed) => onChange(managed ? NEW_SECTION : undefined)}
    >
      <SettingChoice
        label="Client certificates"
        help={HELP[ssl.clientCertificates]}
        byDefault="Ignore"
        options={OPTIONS}
        value={ssl.clientCertificates}
        onChange={(clientCertificates) => change({ clientCertificates })}
      />
      <Switch
        label="Require SSL"
        description="Without HTTPS IIS answers 403.4. IIS default: off."
        checked={ssl.requireSsl}
        onChange={(event) => change({ requireSsl: event.currentTarget.checked })}
      />
      <Switch
        label="Require 128-bit SSL"
        description="Refuses weaker encryption, which no current Windows offers any more. IIS default: off."
        checked={ssl.require128}
        onChange={(event) => change({ require128: event.currentTarget.checked })}
      />
      {ssl.clientCertificates !== "Ignore" && !ssl.requireSsl && (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle
            size={16}
            color="light-dark(#c2410c, #ffa94d)"
            aria-hidden
            style={{ flex: "none", marginTop: 2 }}
          />
          <Text size="sm">
            A certificate comes only over HTTPS. Turn on Require SSL, or people over HTTP get in by another
            way.
          </Text>
        </Group>
      )}
      <Text size="sm">
        Written as <Code>{`sslFlags="${exact}"`}</Code>. IIS default: <Code>None</Code>.
      </Text>
    </SettingsSection>
  );
}
