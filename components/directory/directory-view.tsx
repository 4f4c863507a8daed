"use client";

import { Alert, Button, Group, Radio, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { DropAnywhere } from "@/components/certificates/drop-anywhere";
import { FileDrop } from "@/components/certificates/file-drop";
import {
  assignUsers,
  ldifOf,
  powerShellOf,
  STRONG_KINDS,
  type StrongKind,
} from "@/components/directory/assign";
import { DirectoryNotes } from "@/components/directory/directory-notes";
import { DirectoryUsers } from "@/components/directory/directory-users";
import { useDirectoryList } from "@/components/directory/use-directory-list";
import { CodeBlock } from "@/components/ui/code-block";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { renderLdif, renderPowerShell } from "@/lib/pki/ad-scripts";

const KINDS: Record<StrongKind, { label: string; about: string }> = {
  "issuer-serial": {
    label: "Issuer and serial number",
    about: "Names exactly this certificate: a renewed one needs a new value.",
  },
  "subject-key-identifier": {
    label: "Subject key identifier",
    about: "Stays the same where the key stays the same.",
  },
  "sha1-public-key": {
    label: "SHA-1 of the public key",
    about: "Try it on one account first: Microsoft does not say which bytes are hashed.",
  },
  "issuer-sid": { label: "Issuer and SID", about: "Only newer domain controllers know it." },
};

/** altSecurityIdentities of many users as one script. */
export function DirectoryView() {
  const { list, problem, busy, add, clear } = useDirectoryList();
  const [kind, setKind] = useState<StrongKind>("issuer-serial");
  const users = list ? assignUsers(list.users, kind, list) : [];
  const ldif = ldifOf(users);
  const powerShell = powerShellOf(users);
  const take = (files: File[]) => void add(files);
  return (
    <>
      <PageHeader
        title="Active Directory for many users"
        crumbs={[{ label: "Certificates", href: "/certificates" }]}
        description="From a list of users and certificates, a script that sets altSecurityIdentities. Nothing is changed by this page. Of the list only UPNs without a certificate are sent, to find theirs among the stored ones."
      />
      <Stack gap="lg" maw={1100}>
        <FileDrop
          onFiles={take}
          loading={busy}
          title="Drop the list of users here, and certificates if you have them"
          hint="A CSV with account, distinguished name or UPN, and certificate; or one UPN a line"
          label="Users and certificates"
        />
        {problem && <ProblemAlert problem={problem} title="The files could not be read" />}
        {list && list.users.length === 0 && (
          <Text size="sm">No list of users yet. Paste or drop one, such as one UPN a line.</Text>
        )}
        {list && list.users.length > 0 && (
          <>
            <Radio.Group
              label="Which value"
              value={kind}
              onChange={(value) => setKind(STRONG_KINDS.find((each) => each === value) ?? "issuer-serial")}
            >
              <Stack gap="xs" mt="xs">
                {STRONG_KINDS.map((each) => (
                  <Radio key={each} value={each} label={KINDS[each].label} description={KINDS[each].about} />
                ))}
              </Stack>
            </Radio.Group>
            <Alert
              variant="default"
              icon={<IconAlertTriangle color="light-dark(#d9480f, #ffa94d)" aria-hidden />}
              title="No script is made of weak values"
            >
              <Text size="sm">
                Issuer and subject, subject alone, and e-mail address (RFC822) are weak: domain controllers
                with the updates of September 2025 refuse them, and the sign-in fails.
              </Text>
            </Alert>
            <DirectoryUsers users={users} />
            {powerShell.length > 0 && (
              <CodeBlock
                code={renderPowerShell(powerShell)}
                label={`PowerShell for ${sayUsers(powerShell.length)}`}
                fileName="altSecurityIdentities.ps1"
              />
            )}
            {ldif.length > 0 && (
              <CodeBlock
                code={renderLdif(ldif)}
                label={`LDIF for ${sayUsers(ldif.length)} with a distinguished name`}
                fileName="altSecurityIdentities.ldf"
              />
            )}
            <Group>
              <Button variant="subtle" size="compact-sm" onClick={clear}>
                Start again
              </Button>
            </Group>
          </>
        )}
        <DirectoryNotes />
      </Stack>
      <DropAnywhere onFiles={take} words="Drop users and certificates here" />
    </>
  );
}

function sayUsers(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "user" : "users"}`;
}
