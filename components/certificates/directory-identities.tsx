"use client";

import { SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { PLACEHOLDERS, samAccountName } from "@/components/certificates/directory-account";
import { DirectoryIdentity } from "@/components/certificates/directory-identity";
import { altSecurityIdentities } from "@/lib/pki/ad-mapping";
import type { Certificate } from "@/lib/pki/certificate";

export interface DirectoryIdentitiesProps {
  inside: Certificate;
  /** `CONTOSO\nancy`, where it is mapped to an account already. */
  mappedTo?: string;
}

/** Every value that Active Directory could know this certificate by, ready to be set on an account. */
export function DirectoryIdentities({ inside, mappedTo }: DirectoryIdentitiesProps) {
  const [account, setAccount] = useState(samAccountName(mappedTo));
  const [dn, setDn] = useState("");
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={800} spacing="md">
        <TextInput
          label="Account for PowerShell"
          description="sAMAccountName, SID or distinguished name"
          placeholder={PLACEHOLDERS.account}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <TextInput
          label="Distinguished name for LDIF"
          description="Left empty, the text holds the example"
          placeholder={PLACEHOLDERS.dn}
          value={dn}
          onChange={(event) => setDn(event.currentTarget.value)}
        />
      </SimpleGrid>
      {altSecurityIdentities(inside).map((identity) => (
        <DirectoryIdentity
          key={identity.value}
          identity={identity}
          account={account.trim() || PLACEHOLDERS.account}
          dn={dn.trim() || PLACEHOLDERS.dn}
        />
      ))}
    </Stack>
  );
}
