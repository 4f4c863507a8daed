"use client";

import { Button, Modal } from "@mantine/core";
import { JobCard } from "@/components/deployments/job-card";
import { isCanary, jobWords } from "@/components/deployments/job-words";
import { placeName, scopeName } from "@/components/targets/scope-name";
import { DataTable } from "@/components/ui/data-table";
import type { DataColumn } from "@/components/ui/data-table-types";
import { FilterChips } from "@/components/ui/filter-chips";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { DeploymentDetail, DeploymentTargetItem } from "@/lib/api/deployments";

const FILTERS = [
  { value: "all", label: "All" },
  { value: "failed", label: "Failed" },
  { value: "open", label: "Waiting or running" },
  { value: "verified", label: "Verified" },
  { value: "superseded", label: "Superseded" },
] as const;
type Filter = (typeof FILTERS)[number]["value"];

const columnsOf = (deployment: DeploymentDetail): DataColumn<DeploymentTargetItem>[] => [
  { id: "server", header: "Server", cell: (job) => job.serverName },
  { id: "site", header: "Site", from: "sm", cell: (job) => scopeName(job.scope) },
  {
    id: "state",
    header: "State",
    width: 230,
    cell: (job) => <StateBadge state={job.state} words={jobWords(job, deployment)} />,
  },
  {
    id: "wave",
    header: "Wave",
    width: 84,
    align: "end",
    from: "sm",
    cell: (job) => (isCanary(job, deployment) ? "Canary" : job.wave + 1),
  },
  { id: "message", header: "What happened", from: "md", cell: (job) => job.message ?? "" },
  {
    id: "at",
    header: "Finished",
    width: 140,
    from: "sm",
    cell: (job) => <Time value={job.finishedAt} none="" />,
  },
];

/** The targets of a push to many: a row each, and the journal of one where it is asked for. */
export function JobTable({ deployment }: { deployment: DeploymentDetail }) {
  const [{ show, job: chosen }, setUrl] = useUrlState({ show: "all", job: "" });
  const filter: Filter = FILTERS.find(({ value }) => value === show)?.value ?? "all";
  const rows = deployment.jobs.filter((job) => isShown(job, filter));
  const options = FILTERS.map(({ value, label }) => {
    const count = deployment.jobs.filter((job) => isShown(job, value)).length;
    return { value, label: `${label} (${count.toLocaleString("en")})`, count };
  }).filter(({ value, count }) => count > 0 || value === "all" || value === filter);
  const job = deployment.jobs.find(({ id }) => id === chosen);
  return (
    <>
      <DataTable
        label="Targets"
        noun={["target", "targets"]}
        columns={columnsOf(deployment)}
        rows={rows}
        rowKey={({ id }) => id}
        total={rows.length}
        toolbar={
          <FilterChips
            label="State"
            options={options}
            value={filter}
            onChange={(next) => setUrl({ show: next })}
          />
        }
        rowActions={(row) => (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setUrl({ job: row.id }, { history: "push" })}
            aria-label={`Steps on ${placeName(row.serverName, row.scope)}`}
          >
            Steps
          </Button>
        )}
        rowActionsWidth={72}
      />
      <Modal
        opened={job !== undefined}
        onClose={() => setUrl({ job: "" })}
        title="One target of the push"
        size="lg"
      >
        {job && <JobCard job={job} deployment={deployment} initiallyOpen />}
      </Modal>
    </>
  );
}

function isShown({ state }: DeploymentTargetItem, filter: Filter): boolean {
  if (filter === "failed") return state === "failed" || state === "undone";
  if (filter === "open") return state === "queued" || state === "leased";
  return filter === "all" || state === filter;
}
