"use client";

import { SettingChoice } from "@/components/site-configs/setting-choice";
import { SettingsSection } from "@/components/site-configs/settings-section";
import type { DraftSettings } from "@/lib/api/site-configs";

type Method =
  | "anonymousAuthentication"
  | "basicAuthentication"
  | "digestAuthentication"
  | "windowsAuthentication"
  | "clientCertificateMappingAuthentication";

const METHODS: readonly { section: Method; label: string; help: string; byDefault: string }[] = [
  {
    section: "anonymousAuthentication",
    label: "Anonymous authentication",
    help: "On: whoever has a certificate that is not mapped gets in as IUSR.",
    byDefault: "on",
  },
  {
    section: "basicAuthentication",
    label: "Basic authentication",
    help: "Asks for name and password in clear text inside the connection.",
    byDefault: "off",
  },
  {
    section: "digestAuthentication",
    label: "Digest authentication",
    help: "Asks for name and password of a domain account, sent as a hash.",
    byDefault: "off",
  },
  {
    section: "windowsAuthentication",
    label: "Windows authentication",
    help: "Signs people in with the account they use Windows with (Kerberos or NTLM).",
    byDefault: "off",
  },
  {
    section: "clientCertificateMappingAuthentication",
    label: "Active Directory mapping",
    help: "Maps certificates by Active Directory; it also needs the DS mapper on the binding, and cannot be on together with many-to-one mappings.",
    byDefault: "off",
  },
];
const OPTIONS = [
  { value: "leave", label: "Leave alone" },
  { value: "off", label: "Off" },
  { value: "on", label: "On" },
] as const;
type Choice = (typeof OPTIONS)[number]["value"];

export interface AuthenticationSettingsProps {
  value: DraftSettings;
  onChange: (patch: Partial<DraftSettings>) => void;
}

/** The other ways in. Each is a section of its own: switched, or left as the site has it. */
export function AuthenticationSettings({ value, onChange }: AuthenticationSettingsProps) {
  return (
    <SettingsSection title="Other ways in" section="anonymousAuthentication and four more">
      {METHODS.map(({ section, label, help, byDefault }) => {
        const found = value[section];
        const choice: Choice = found === undefined ? "leave" : found.enabled ? "on" : "off";
        return (
          <SettingChoice
            key={section}
            label={label}
            help={help}
            byDefault={byDefault}
            options={OPTIONS}
            value={choice}
            onChange={(next) =>
              onChange({ [section]: next === "leave" ? undefined : { enabled: next === "on" } })
            }
          />
        );
      })}
    </SettingsSection>
  );
}
