"use client";

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChangePasswordDialog } from "@/components/settings/change-password-dialog";
import { OwnPasskeys } from "@/components/settings/own-passkeys";
import { OwnSessions } from "@/components/settings/own-sessions";
import { RemoveTotpDialog } from "@/components/settings/remove-totp-dialog";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { TotpDialog } from "@/components/settings/totp-dialog";
import { FactList } from "@/components/ui/fact-list";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import type { Profile } from "@/lib/api/profile";
import { profileQueries } from "@/lib/queries/profile";

/** What a person decides about his own sign-in. */
export function ProfileView({ initial }: { initial: Profile }) {
  const { data, error, refetch } = useQuery(profileQueries.own(initial));
  const profile = data ?? initial;
  const [opened, setOpened] = useState<"password" | "totp" | "remove-totp" | null>(null);
  const close = () => setOpened(null);
  return (
    <>
      <PageHeader
        title="Your profile"
        action={
          <Button variant="default" onClick={() => setOpened("password")}>
            Change your password
          </Button>
        }
      />
      <SettingsTabs current="profile" />
      <Stack gap="lg">
        {error && <ProblemAlert problem={error} onRetry={() => void refetch()} />}
        <FactList
          label="You"
          facts={[
            ["Name", profile.name],
            ["E-mail address", profile.email],
            ["Role", profile.role],
            ["Servers", profile.onlyServerGroups ? `Only ${profile.onlyServerGroups.join(", ")}` : "All"],
          ]}
        />
        <section aria-labelledby="app">
          <Title order={2} size="h4" id="app" mb="xs">
            Authenticator app
          </Title>
          <Group gap="sm" fz="sm">
            <StateBadge
              state={profile.twoFactor ? "enabled" : "disabled"}
              words={
                profile.twoFactor
                  ? "A code is asked for after your password"
                  : "Your password alone signs you in"
              }
            />
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => setOpened(profile.twoFactor ? "remove-totp" : "totp")}
            >
              {profile.twoFactor ? "Remove the app" : "Add an authenticator app"}
            </Button>
          </Group>
        </section>
        <section aria-labelledby="passkeys">
          <Title order={2} size="h4" id="passkeys" mb="xs">
            Passkeys
          </Title>
          <Text size="sm" mb="xs" maw={720}>
            A passkey signs you in by itself, without password and code: your device checks that it is you.
          </Text>
          <OwnPasskeys passkeys={profile.passkeys} />
        </section>
        <section aria-labelledby="sessions">
          <Title order={2} size="h4" id="sessions" mb="xs">
            Where you are signed in
          </Title>
          <Text size="sm" mb="xs" maw={720}>
            A session ends after two hours without a request, and twelve hours after the sign-in in any case.
          </Text>
          <OwnSessions sessions={profile.sessions} />
        </section>
      </Stack>
      <ChangePasswordDialog opened={opened === "password"} onClose={close} />
      <TotpDialog opened={opened === "totp"} onClose={close} />
      <RemoveTotpDialog opened={opened === "remove-totp"} onClose={close} />
    </>
  );
}
