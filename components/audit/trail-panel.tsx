"use client";

import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { AuditTrail } from "@/lib/api/audit-trail";
import { auditEventMutations, auditEventQueries } from "@/lib/queries/audit-events";

/** Whether the events are as they were written, and up to where the console has looked; the first one that is not. */
export function TrailPanel({ initial }: { initial: AuditTrail }) {
  const client = useQueryClient();
  const { data: trail = initial } = useQuery(auditEventQueries.trail(initial));
  const verify = useMutation(auditEventMutations.verify());
  const onVerify = () =>
    verify.mutate(undefined, {
      onSuccess: (answer) => client.setQueryData(auditEventQueries.trail().queryKey, answer),
    });
  return (
    <>
      {verify.error && <ProblemAlert problem={verify.error} onRetry={onVerify} />}
      {trail.problem && (
        <Alert
          role="alert"
          variant="default"
          mb="sm"
          icon={<IconAlertOctagon color="light-dark(#c92a2a, #ff8787)" aria-hidden />}
          title="The audit trail is not as it was written"
        >
          <Text size="sm">{trail.problem.message}</Text>
          <Text size="sm">
            Somebody changed the database past the console, or an older one was restored. Export the events,
            keep the checkpoint files, and find out who could write the database.
          </Text>
        </Alert>
      )}
      <Group gap="sm" mb="md">
        <Standing trail={trail} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={onVerify}
        >
          Verify now
        </Button>
      </Group>
    </>
  );
}

function Standing({ trail: { verified, problem, cutUpTo } }: { trail: AuditTrail }) {
  if (verified === null)
    return <StateBadge state="unknown" words="Not verified yet since the console started" />;
  const upTo = verified.upTo.toLocaleString("en");
  return (
    <Text size="sm" component="span">
      {problem === null ? (
        <StateBadge state="verified" words={`Verified up to event ${upTo}`} wrap />
      ) : (
        <StateBadge state="failed" words={`Right up to event ${upTo}`} wrap />
      )}
      , <Time value={verified.at} />
      {cutUpTo !== null && `. Events up to ${cutUpTo.toLocaleString("en")} were moved to a file`}
    </Text>
  );
}
