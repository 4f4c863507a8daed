"use client";

import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import {
  IconFileImport,
  IconKeyboard,
  IconPlus,
  IconSearch,
  IconServer,
  IconUpload,
} from "@tabler/icons-react";
import { useState } from "react";
import { PLACES } from "@/components/shell/navigation";
import { useRights } from "@/components/shell/rights";
import { useFoundThings } from "@/components/shell/use-found-things";
import { useNavigate } from "@/components/ui/use-navigate";
import type { Right } from "@/lib/api/rights";

/** Ctrl+K: pages, the main actions, and stored things by name. */
export function PageSpotlight({ onShowKeys }: { onShowKeys: () => void }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const rights = useRights();
  const may = (right: Right) => rights.includes(right);
  const found = useFoundThings(query);

  const go = (id: string, label: string, href: string, rest: Partial<SpotlightActionData> = {}) => ({
    id,
    label,
    onClick: () => navigate(href),
    ...rest,
  });
  const only = (right: Right, action: SpotlightActionData) => (may(right) ? [action] : []);
  const groups: SpotlightActionGroupData[] = [
    {
      group: "Pages",
      actions: PLACES.filter(({ right }) => right === undefined || may(right)).map((place) =>
        go(place.href, place.label, place.href, {
          description: place.description,
          leftSection: <place.icon size={18} aria-hidden />,
        }),
      ),
    },
    {
      group: "Actions",
      actions: [
        ...only(
          "certificate.write",
          go("upload", "Upload certificates", "/certificates?upload=open", {
            leftSection: <IconUpload size={18} aria-hidden />,
          }),
        ),
        ...only(
          "account.write",
          go("account", "Create an account", "/accounts?create=open", {
            leftSection: <IconPlus size={18} aria-hidden />,
          }),
        ),
        ...only(
          "site-config.write",
          go("site-config", "Create a site config", "/site-configs?create=open", {
            leftSection: <IconPlus size={18} aria-hidden />,
          }),
        ),
        ...only(
          "revision.publish",
          go("adopt", "Adopt what is there", "/site-configs/adopt", {
            description: "From an applicationHost.config, a web.config or an export",
            leftSection: <IconFileImport size={18} aria-hidden />,
          }),
        ),
        ...only(
          "server.write",
          go("enrol", "Enrol a server", "/servers?enrol=open", {
            leftSection: <IconServer size={18} aria-hidden />,
          }),
        ),
        {
          id: "keys",
          label: "Show the keys",
          keywords: "shortcuts keyboard help",
          leftSection: <IconKeyboard size={18} aria-hidden />,
          onClick: onShowKeys,
        },
      ],
    },
    ...found.map(({ group, things }) => ({
      group,
      // The server has matched them already: the query among the keywords keeps them in the list.
      actions: things.map(({ id, label, href }) => go(id, label, href, { keywords: query })),
    })),
  ];

  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      shortcut={["mod + K"]}
      nothingFound="Nothing found."
      highlightQuery={false}
      scrollable
      maxHeight={440}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: "Find a page, certificate, account, site, server or action",
        "aria-label": "Find a page, certificate, account, site, server or action",
      }}
    />
  );
}
