"use client";

import { Button, Fieldset, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMay } from "@/components/shell/rights";
import { AccessSettings } from "@/components/site-configs/access-settings";
import { AuthenticationSettings } from "@/components/site-configs/authentication-settings";
import { MappingSectionSettings } from "@/components/site-configs/mapping-section-settings";
import classes from "@/components/site-configs/settings-tab.module.css";
import { useSettingsDraft } from "@/components/site-configs/use-settings-draft";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

export function SettingsTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const settings = useSettingsDraft(siteConfig);
  const { draft, change } = settings;
  const mayWrite = useMay("site-config.write");
  return (
    <Stack gap="md">
      <LeaveGuard when={settings.dirty} />
      {!mayWrite && (
        <Text size="sm" c="dimmed">
          Your role may read these settings and not change them.
        </Text>
      )}
      <Fieldset variant="unstyled" disabled={!mayWrite} aria-label="Settings">
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md" style={{ alignItems: "start" }}>
          <Stack gap="md">
            <MappingSectionSettings
              value={draft.iisClientCertificateMappingAuthentication}
              onChange={(iisClientCertificateMappingAuthentication) =>
                change({ iisClientCertificateMappingAuthentication })
              }
            />
            <AccessSettings value={draft.access} onChange={(access) => change({ access })} />
          </Stack>
          <AuthenticationSettings value={draft} onChange={change} />
        </SimpleGrid>
      </Fieldset>
      {settings.dirty && (
        <Paper
          withBorder
          shadow="sm"
          p="sm"
          className={classes.bar}
          role="region"
          aria-label="Unsaved changes"
        >
          <Stack gap="sm">
            {settings.conflict ? (
              <ProblemAlert
                problem={{
                  title: "Someone else changed these settings meanwhile",
                  detail:
                    "Nothing you chose is lost. Discard your changes to see theirs, or keep yours and save over theirs.",
                  code: "conflict",
                }}
              />
            ) : (
              settings.error && <ProblemAlert problem={settings.error} title="The settings were not saved" />
            )}
            <Group justify="space-between" gap="sm">
              <Text size="sm">These settings are not saved yet.</Text>
              <Group gap="xs">
                <Button variant="default" onClick={settings.discard}>
                  Discard
                </Button>
                {settings.conflict ? (
                  <Button onClick={settings.keepMine}>Keep mine</Button>
                ) : (
                  <Button onClick={settings.save} loading={settings.pending}>
                    Save the settings
                  </Button>
                )}
              </Group>
            </Group>
          </Stack>
        </Paper>
      )}
    </Stack>
  );
}
