"use client";

import { Button, Group, Stack, Title } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AccountFacts } from "@/components/accounts/account-facts";
import { AccountPlaces } from "@/components/accounts/account-places";
import { AccountUses } from "@/components/accounts/account-uses";
import { AccountWarnings } from "@/components/accounts/account-warnings";
import { DeleteAccount } from "@/components/accounts/delete-account";
import { EditAccountDialog } from "@/components/accounts/edit-account-dialog";
import { LimitAccountDialog } from "@/components/accounts/limit-account-dialog";
import { SetPasswordDialog } from "@/components/accounts/set-password-dialog";
import { CutOffButton } from "@/components/cut-offs/cut-off-button";
import { useMay } from "@/components/shell/rights";
import { countPlaces } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { AccountDetail } from "@/lib/api/accounts";
import { accountQueries } from "@/lib/queries/accounts";

/** One account: who it is, where it is used, and what this person may do about it. */
export function AccountView({ initial }: { initial: AccountDetail }) {
  const may = {
    change: useMay("account.write"),
    limit: useMay("account.limit"),
    push: useMay("deployment.start"),
  };
  const { data, error, refetch } = useQuery(accountQueries.detail(initial.id, initial));
  const account = data ?? initial;
  const [opened, setOpened] = useState<"password" | "edit" | "limit" | null>(null);
  const close = () => setOpened(null);
  const waiting = account.places.filter(({ password }) => password === "older");
  return (
    <>
      <PageHeader
        title={account.userName}
        crumbs={[{ label: "Accounts", href: "/accounts" }]}
        action={
          <>
            <CutOffButton kind="account" id={account.id} />
            {may.change && (
              <>
                <DeleteAccount account={account} />
                <Button variant="default" onClick={() => setOpened("edit")}>
                  Owner and notes
                </Button>
                {may.limit && (
                  <Button variant="default" onClick={() => setOpened("limit")}>
                    Limits
                  </Button>
                )}
                <Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpened("password")}>
                  {account.passwordSetAt === null ? "Set the password" : "Rotate the password"}
                </Button>
              </>
            )}
          </>
        }
      />
      <Stack gap="lg">
        {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
        <AccountWarnings account={account} />
        <AccountFacts account={account} />
        <section aria-labelledby="deployed">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4" id="deployed">
              Where it is deployed
            </Title>
            {waiting.length > 0 && may.push && (
              <Button
                component={AppLink}
                href={`/accounts/${account.id}/push`}
                variant="default"
                size="compact-sm"
              >
                Push the password to {countPlaces(waiting.map(({ scope }) => scope))}
              </Button>
            )}
          </Group>
          <AccountPlaces places={account.places} />
        </section>
        <section aria-labelledby="used">
          <Title order={2} size="h4" id="used" mb="xs">
            Where it is used
          </Title>
          <AccountUses usedIn={account.usedIn} />
        </section>
      </Stack>
      <SetPasswordDialog account={account} opened={opened === "password"} onClose={close} />
      <EditAccountDialog account={account} opened={opened === "edit"} onClose={close} />
      <LimitAccountDialog account={account} opened={opened === "limit"} onClose={close} />
    </>
  );
}
