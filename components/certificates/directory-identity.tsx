"use client";

import { Group, Text } from "@mantine/core";
import classes from "@/components/certificates/directory-identity.module.css";
import { CopyButton } from "@/components/ui/copy-button";
import { StateBadge } from "@/components/ui/state-badge";
import type { AltSecurityIdentity, IdentityKind } from "@/lib/pki/ad-mapping";
import { renderLdif, renderPowerShell } from "@/lib/pki/ad-scripts";

const KINDS: Record<IdentityKind, string> = {
  "issuer-serial": "Issuer and serial number",
  "subject-key-identifier": "Subject key identifier",
  "sha1-public-key": "SHA-1 of the public key",
  "issuer-sid": "Issuer and SID",
  "issuer-subject": "Issuer and subject",
  subject: "Subject",
  rfc822: "E-mail address",
};

export interface DirectoryIdentityProps {
  identity: AltSecurityIdentity;
  account: string;
  dn: string;
}

/** One value of altSecurityIdentities. A weak one says on the spot that it is refused. */
export function DirectoryIdentity({ identity, account, dn }: DirectoryIdentityProps) {
  const { kind, value, strength, doubt } = identity;
  const values = [value];
  return (
    <div className={classes.identity}>
      <div className={classes.head}>
        <Text span inherit fw={600}>
          {KINDS[kind]}
        </Text>
        {strength === "strong" ? (
          <StateBadge state="strong" />
        ) : (
          <StateBadge
            state="weak"
            wrap
            words="Weak: domain controllers with the updates of September 2025 refuse it"
          />
        )}
      </div>
      <div className={classes.value}>{value}</div>
      {doubt && (
        <Text inherit c="dimmed" maw="72ch">
          {doubt}
        </Text>
      )}
      <Group gap="xs">
        <CopyButton text={value} words="Value" size="xs" label={`Copy the value: ${KINDS[kind]}`} />
        <CopyButton
          text={renderPowerShell([{ account, values }])}
          words="PowerShell"
          size="xs"
          label={`Copy as PowerShell: ${KINDS[kind]}`}
        />
        <CopyButton
          text={renderLdif([{ account: dn, values }])}
          words="LDIF"
          size="xs"
          label={`Copy as LDIF: ${KINDS[kind]}`}
        />
      </Group>
    </div>
  );
}
