"use client";

import { Button, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { AccountUses } from "@/components/accounts/account-uses";
import { DeleteAccount } from "@/components/accounts/delete-account";
import { PasswordNote } from "@/components/accounts/password-note";
import { SetPasswordDialog } from "@/components/accounts/set-password-dialog";
import { FactList } from "@/components/ui/fact-list";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import type { AccountDetail } from "@/lib/api/accounts";
import { parseUserName } from "@/lib/iis/user-name";
import { accountQueries } from "@/lib/queries/accounts";

const FORMS = {
  domain: "Domain account",
  local: "Local account of the server",
  upn: "User principal name",
  bare: "Without a domain: the site's default logon domain is used",
} as const;

export function AccountView({ initial }: { initial: AccountDetail }) {
  const { data } = useQuery(accountQueries.detail(initial.id, initial));
  const account = data ?? initial;
  const [opened, { open, close }] = useDisclosure(false);
  const name = parseUserName(account.userName);
  return (
    <>
      <PageHeader
        title={account.userName}
        crumbs={[{ label: "Accounts", href: "/accounts" }]}
        action={
          <>
            <DeleteAccount account={account} />
            <Button leftSection={<IconKey size={16} aria-hidden />} onClick={open}>
              Set the password
            </Button>
          </>
        }
      />
      <Stack gap="lg">
        <FactList
          label="Account"
          facts={[
            [
              "Password",
              <PasswordNote key="password" setAt={account.passwordSetAt} setBy={account.passwordSetBy} />,
            ],
            ["Kind", name.ok ? FORMS[name.value.form] : "Unknown"],
            [
              "Created",
              <Text key="created" span inherit>
                <Time value={account.createdAt} /> by {account.createdBy}
              </Text>,
            ],
          ]}
        />
        <section aria-labelledby="used">
          <Title order={2} size="h4" id="used" mb="xs">
            Where it is used
          </Title>
          <AccountUses usedIn={account.usedIn} />
        </section>
      </Stack>
      <SetPasswordDialog account={account} opened={opened} onClose={close} />
    </>
  );
}
