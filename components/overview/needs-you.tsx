import { Anchor } from "@mantine/core";
import { needsOf } from "@/components/overview/needs";
import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { Overview } from "@/lib/api/overview";

export function NeedsYou({ overview }: { overview: Overview }) {
  const needs = needsOf(overview);
  return (
    <Panel title="Needs you">
      {needs.length === 0 ? (
        <StateBadge state="in-sync" words="Nothing needs you." wrap />
      ) : (
        <ul className={classes.list}>
          {needs.map((need) => (
            <li key={need.words}>
              <Anchor component={AppLink} href={need.href} c="inherit" size="sm">
                <StateBadge state={need.state} words={need.words} wrap />
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
