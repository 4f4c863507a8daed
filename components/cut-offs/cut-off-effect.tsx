"use client";

import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import { CutOffTargets } from "@/components/cut-offs/cut-off-targets";
import { PlanNote } from "@/components/deployments/plan-note";
import { ChangeList } from "@/components/targets/change-list";
import { AppLink } from "@/components/ui/app-link";
import type { CutOffEffect, CutOffPlan, CutOffRevision } from "@/lib/api/cut-offs";

export interface CutOffSiteConfigProps {
  siteConfig: CutOffPlan["siteConfigs"][number];
  name: string;
  takeOver: ReadonlySet<string>;
  onTakeOver: (takeOver: ReadonlySet<string>) => void;
}

/** What happens to one site config: its draft, each revision in use, and the places that get it. */
export function CutOffSiteConfig({ siteConfig, name, takeOver, onTakeOver }: CutOffSiteConfigProps) {
  const { draft, revisions } = siteConfig;
  return (
    <section aria-labelledby={siteConfig.siteConfigId}>
      <Title order={2} size="h4" id={siteConfig.siteConfigId} mb="xs">
        <Anchor component={AppLink} href={`/site-configs/${siteConfig.siteConfigId}`} inherit>
          {siteConfig.siteConfigName}
        </Anchor>
      </Title>
      <Stack gap="md">
        {revisions.map((revision) => (
          <div key={revision.base}>
            <Title order={3} size="h5" mb={4}>
              {revision.changes.length === 0
                ? `Revision ${revision.base}, as it is`
                : `A new revision, made of revision ${revision.base}`}
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              {sayWhere(revision)}
            </Text>
            <Effect effect={revision} name={name} />
            <RevisionNotes revision={revision} name={name} />
            <CutOffTargets targets={revision.targets} takeOver={takeOver} onTakeOver={onTakeOver} />
          </div>
        ))}
        {draft && (
          <div>
            <Title order={3} size="h5" mb={4}>
              The draft
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              {draft.unpublished
                ? "It has changes that nobody published. They stay as they are, and unpublished; only this comes on top."
                : "It stays the same as the newest revision."}
            </Text>
            {(draft.unpublished || revisions.length === 0) && <Effect effect={draft} name={name} />}
          </div>
        )}
      </Stack>
    </section>
  );
}

function sayWhere({ targets, newest, changes }: CutOffRevision): string {
  if (changes.length === 0)
    return "A push that would let it in waits there. It gives way to what is deployed now, which is pushed again.";
  if (targets.length === 0)
    return newest
      ? "It is the newest revision and deployed nowhere. Nobody must push it later as it was."
      : "It is deployed nowhere, but a push of it waits. It gives way, and nobody must push it later as it was.";
  return newest
    ? "It is the newest revision. These targets run it:"
    : "It is not the newest revision, but these targets run it. They get it less what is cut off, and nothing that was published since:";
}

function Effect({ effect, name }: { effect: CutOffEffect; name: string }) {
  return (
    <>
      {effect.changes.length > 0 && (
        <ChangeList changes={effect.changes} label="What is taken out and put in" />
      )}
      {effect.deny && (
        <Text component="div" size="sm" mt="xs">
          Rules would still let {name} in, so the Deny “{effect.deny.name}” comes first. It matches every
          certificate with all of:
          <List size="sm" mt={4}>
            {effect.deny.rules.map((rule) => (
              <List.Item key={rule}>{rule}</List.Item>
            ))}
          </List>
          IIS has no rule for a serial number or a key. That the first match decides is not verified against
          IIS.
        </Text>
      )}
      {effect.stillAllowedBy !== null && (
        <PlanNote kind="blocker">
          The many-to-one mapping “{effect.stillAllowedBy}” goes on letting {name} in: no rule can be written
          that matches this certificate. Change or switch off that mapping yourself.
        </PlanNote>
      )}
    </>
  );
}

function RevisionNotes({ revision, name }: { revision: CutOffRevision; name: string }) {
  const { others, othersTotal, failedTests, alike, afterwards } = revision;
  return (
    <Stack gap="xs" mt="xs">
      {afterwards !== null && (
        <Text size="sm">
          Afterwards {name} {afterwards.text}.
        </Text>
      )}
      {afterwards?.letIn && (
        <PlanNote kind="warning">
          That is not somebody's account, but still a way in. A cut-off does not change other authentication
          methods: switch anonymous authentication off in the site config.
        </PlanNote>
      )}
      {revision.empties && (
        <PlanNote kind="warning">
          No mapping is left. The push is started with “allow empty”: nobody signs in there by certificate.
        </PlanNote>
      )}
      {othersTotal > 0 && (
        <PlanNote kind="warning">
          {othersTotal === 1
            ? "1 other stored certificate becomes something else:"
            : `${othersTotal.toLocaleString("en")} other stored certificates become something else:`}
          <List size="sm" mt={4}>
            {others.map((other) => (
              <List.Item key={other.id}>
                <Anchor component={AppLink} href={`/certificates/${other.id}`} size="sm" underline="always">
                  {other.displayName}
                </Anchor>{" "}
                {other.before}; afterwards it {other.after}
              </List.Item>
            ))}
            {othersTotal > others.length && (
              <List.Item>and {(othersTotal - others.length).toLocaleString("en")} more</List.Item>
            )}
          </List>
        </PlanNote>
      )}
      {alike.length > 0 && (
        <PlanNote kind="warning">
          These log on as somebody of the same name, spelt in another way. They stay: decide whether it is the
          same account. {alike.join(", ")}
        </PlanNote>
      )}
      {failedTests.length > 0 && (
        <PlanNote kind="warning">
          Saved tests that fail from then on, which does not stop a cut-off: {failedTests.join("; ")}
        </PlanNote>
      )}
    </Stack>
  );
}
