"use client";

import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { BindingWishes } from "@/components/doctor/binding-wishes";
import { CheckList } from "@/components/doctor/check-list";
import { ProbePanel } from "@/components/doctor/probe-panel";
import { StatusBox } from "@/components/doctor/status-box";
import { OlderAgent } from "@/components/servers/older-agent";
import { useMay } from "@/components/shell/rights";
import { PageHeader } from "@/components/ui/page-header";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { Doctor } from "@/lib/api/doctor";
import { doctorMutations, doctorQueries, testKitUrl } from "@/lib/queries/doctor";

/** Everything that must be true at one site for a client certificate to become an account. */
export function DoctorView({ initial }: { initial: Doctor }) {
  const mayLook = useMay("server.look");
  const { id } = initial.server;
  const query = useQuery(doctorQueries.of(id, initial.site, initial));
  const ask = useMutation(doctorMutations.ask(id));
  const doctor = query.data ?? initial;
  const { server, site, target, checks, inventoryAt } = doctor;
  const looking = doctor.tasks.some(
    ({ kind, state }) => kind === "inventory" && (state === "queued" || state === "running"),
  );
  return (
    <>
      <PageHeader
        title={`Doctor of ${site}`}
        crumbs={[
          { label: "Servers", href: "/servers" },
          { label: server.name, href: `/servers/${server.id}` },
          ...(target ? [{ label: site, href: `/targets/${target.id}` }] : []),
        ]}
        state={<Summary checks={checks} />}
        action={
          <>
            <Button
              component="a"
              href={testKitUrl(server.id, site)}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Test kit
            </Button>
            {mayLook && (
              <Button
                leftSection={<IconRefresh size={16} aria-hidden />}
                loading={ask.isPending || looking}
                disabled={!server.approved}
                onClick={() => ask.mutate({ kind: "inventory" })}
              >
                Look again
              </Button>
            )}
          </>
        }
        description={
          inventoryAt === null ? (
            "The agent has not reported yet."
          ) : (
            <>
              What must be true for a client certificate to become an account, as the agent saw it{" "}
              <Time value={inventoryAt} />.
            </>
          )
        }
      />
      <Stack gap="lg">
        {query.error && <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />}
        {ask.error && <ProblemAlert problem={ask.error} title="The agent was not asked" />}
        {target && <BindingWishes target={target} />}
        {inventoryAt === null && (
          <Alert variant="default" title="Nothing is known yet">
            <Text size="sm">
              Every check below says how to find out by hand until the agent of {server.name} reports.
            </Text>
          </Alert>
        )}
        {checks.some(({ verdict }) => verdict === "unknown") && (
          <OlderAgent {...server} means="A newer one may tell more of what is not known below." />
        )}
        <StatusBox checks={checks} />
        <CheckList doctor={doctor} />
        <ProbePanel doctor={doctor} />
      </Stack>
    </>
  );
}

function Summary({ checks }: { checks: Doctor["checks"] }) {
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  const [problems, warnings, unknown] = [count("problem"), count("warning"), count("unknown")];
  return (
    <>
      {problems > 0 && <StateBadge state="error" words={say(problems, "problem")} filled />}
      {warnings > 0 && <StateBadge state="warning" words={say(warnings, "warning")} filled />}
      {problems + warnings === 0 && <StateBadge state="passed" words="No problem seen" filled />}
      {unknown > 0 && <StateBadge state="unknown" words={`${unknown} not known`} filled />}
    </>
  );
}

function say(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
