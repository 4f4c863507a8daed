"use client";

import { Anchor, Button, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { pushHref } from "@/components/deployments/place-key";
import { doctorHref } from "@/components/doctor/words";
import { useMay } from "@/components/shell/rights";
import { ChangeList } from "@/components/targets/change-list";
import { DriftWords } from "@/components/targets/drift-words";
import { HoldNote } from "@/components/targets/hold-note";
import { PasswordDrift } from "@/components/targets/password-drift";
import { RestartNote } from "@/components/targets/restart-note";
import { placeName, scopeName } from "@/components/targets/scope-name";
import { TargetFacts } from "@/components/targets/target-facts";
import { AppLink } from "@/components/ui/app-link";
import { CodeBlock } from "@/components/ui/code-block";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { TextDiff } from "@/components/ui/text-diff";
import type { Drift } from "@/lib/api/targets";
import { targetQueries } from "@/lib/queries/targets";

/** One target: what was pushed against what stands there. The readable changes first, then the exact XML. */
export function DriftView({ initial }: { initial: Drift }) {
  const query = useQuery({
    ...targetQueries.drift(initial.target.id, initial),
    refetchInterval: 5_000,
  });
  const drift = query.data ?? initial;
  const { target, changes, deployedXml, observedXml } = drift;
  const mayPush = useMay("deployment.start");
  const place = placeName(target.serverName, target.scope);
  return (
    <>
      <PageHeader
        title={scopeName(target.scope)}
        crumbs={[
          { label: "Servers", href: "/servers" },
          { label: target.serverName, href: `/servers/${target.serverId}` },
        ]}
        state={<StateBadge state={target.state} filled />}
        action={
          <>
            {target.scope !== "" && (
              <Button component={AppLink} href={doctorHref(target.serverId, target.scope)} variant="default">
                Site doctor
              </Button>
            )}
            {mayPush && target.deployedRevision !== null && target.state !== "pushing" && (
              <Button
                component={AppLink}
                href={pushHref(target.siteConfigId, target.deployedRevision, [target])}
                variant={target.state === "in-sync" ? "default" : "filled"}
              >
                Push again
              </Button>
            )}
          </>
        }
      />
      <Stack gap="lg">
        {query.error && <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />}
        {target.restartPendingSince !== null && (
          <RestartNote
            targetId={target.id}
            since={target.restartPendingSince}
            seen={drift.seesRestarts}
            mayConfirm={mayPush}
          />
        )}
        {target.correctionHold !== null && <HoldNote targetId={target.id} hold={target.correctionHold} />}
        <TargetFacts target={target} />
        <section>
          <Title order={2} size="h4" mb={4}>
            Pushed against what is there
          </Title>
          <DriftWords drift={drift} />
          {changes.length > 0 && <ChangeList changes={changes} label={`Changes on ${place}`} />}
        </section>
        {target.deployedRevision !== null && <PasswordDrift drift={drift} />}
        {deployedXml !== null && observedXml !== null && deployedXml !== observedXml && (
          <TextDiff
            label="The exact XML"
            before={deployedXml}
            after={observedXml}
            beforeLabel={`Pushed: revision ${target.deployedRevision ?? "?"}`}
            afterLabel="On the server"
          />
        )}
        {observedXml !== null && (deployedXml === null || deployedXml === observedXml) && (
          <CodeBlock label="XML on the server, without passwords" code={observedXml} />
        )}
        {observedXml === null && deployedXml !== null && (
          <CodeBlock label={`XML of revision ${target.deployedRevision ?? "?"}`} code={deployedXml} />
        )}
        {target.state === "drifted" && changes.length > 0 && (
          <Text size="sm" c="dimmed" maw={720}>
            To put it right, push again. To keep what is there,{" "}
            <Anchor
              component={AppLink}
              href={`/site-configs/adopt?server=${target.serverId}`}
              size="sm"
              underline="always"
            >
              adopt what is there
            </Anchor>{" "}
            into the site config, publish a revision and push that.
          </Text>
        )}
      </Stack>
    </>
  );
}
