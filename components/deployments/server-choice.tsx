"use client";

import { Text } from "@mantine/core";
import { useState } from "react";
import { placeKey } from "@/components/deployments/place-key";
import classes from "@/components/deployments/server-choice.module.css";
import { SiteChoices } from "@/components/deployments/site-choices";
import { StateBadge } from "@/components/ui/state-badge";
import type { ServerItem } from "@/lib/api/servers";

export interface ServerChoiceProps {
  server: ServerItem;
  siteConfigId: string;
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
  initiallyOpen: boolean;
}

/** One server, opened to its sites. They are asked for only then. */
export function ServerChoice({ server, siteConfigId, keys, onChange, initiallyOpen }: ServerChoiceProps) {
  const chosen = [...keys].filter((key) => key.startsWith(`${server.id}:`)).length;
  const holds = server.targets.some((target) => target.siteConfigId === siteConfigId);
  const [open, setOpen] = useState(initiallyOpen || holds || chosen > 0);
  return (
    <details className={classes.server} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={classes.name}>{server.name}</span>
        <StateBadge state={server.connection} />
        <Text component="span" size="sm" c="dimmed">
          {chosen > 0 ? `${chosen} chosen of ` : ""}
          {server.sites.toLocaleString("en")} {server.sites === 1 ? "site" : "sites"}
        </Text>
      </summary>
      {open && (
        <SiteChoices
          server={server}
          siteConfigId={siteConfigId}
          isChosen={(scope) => keys.has(placeKey({ serverId: server.id, scope }))}
          onChoose={(scope, wanted) => {
            const key = placeKey({ serverId: server.id, scope });
            onChange(new Set(wanted ? [...keys, key] : [...keys].filter((each) => each !== key)));
          }}
        />
      )}
    </details>
  );
}
