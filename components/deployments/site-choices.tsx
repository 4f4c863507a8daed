"use client";

import { Checkbox, Skeleton, Text, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import classes from "@/components/deployments/server-choice.module.css";
import { scopeName } from "@/components/targets/scope-name";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { StateBadge } from "@/components/ui/state-badge";
import type { ServerDetail, ServerItem } from "@/lib/api/servers";
import { serverQueries } from "@/lib/queries/servers";

export interface SiteChoicesProps {
  server: ServerItem;
  siteConfigId: string;
  isChosen: (scope: string) => boolean;
  onChoose: (scope: string, wanted: boolean) => void;
}

/** The sites of a server that the agent may write. One that has another site config is shown and cannot be chosen. */
export function SiteChoices({ server, siteConfigId, isChosen, onChoose }: SiteChoicesProps) {
  const detail = useQuery(serverQueries.detail(server.id));
  if (detail.error) return <ProblemAlert problem={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) {
    return (
      <div className={classes.sites} aria-busy="true">
        {Array.from({ length: Math.min(server.sites, 20) }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
          <Skeleton key={row} h={20} my={8} w={240} />
        ))}
      </div>
    );
  }
  const scopes = scopesOf(detail.data);
  return (
    <fieldset className={classes.sites}>
      <VisuallyHidden component="legend">Sites of {server.name}</VisuallyHidden>
      {scopes.length === 0 && (
        <Text size="sm" c="dimmed" py={8}>
          The agent has not reported any site that it may write.
        </Text>
      )}
      {scopes.map((scope) => {
        const target = server.targets.find((each) => each.scope.toLowerCase() === scope.toLowerCase());
        const taken = target !== undefined && target.siteConfigId !== siteConfigId;
        return (
          <div key={scope} className={classes.site}>
            <Checkbox
              label={scopeName(scope)}
              checked={isChosen(scope)}
              disabled={taken}
              onChange={(event) => onChoose(scope, event.currentTarget.checked)}
            />
            {taken && (
              <Text size="sm" c="dimmed">
                Belongs to the site config {target.siteConfigName}
              </Text>
            )}
            {target && !taken && (
              <StateBadge
                state={target.state}
                words={
                  target.deployedRevision === null ? undefined : `Has revision ${target.deployedRevision}`
                }
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** No named site means every site; the server level is only there where it was named. */
function scopesOf({ inventory, allowedSites }: ServerDetail): string[] {
  const allowed = new Set(allowedSites.map((site) => site.toLowerCase()));
  const names = (inventory?.sites ?? []).map((site) => site.name);
  const sites = names.filter((name) => allowed.size === 0 || allowed.has(name.toLowerCase()));
  return allowed.has("") ? ["", ...sites] : sites;
}
