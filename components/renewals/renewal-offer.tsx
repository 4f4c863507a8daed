"use client";

import { Alert, Button, Group, Modal, Text } from "@mantine/core";
import { IconReplace } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ReplaceForm } from "@/components/renewals/replace-form";
import { useMay } from "@/components/shell/rights";
import type { RenewalItem } from "@/lib/api/renewals";
import { renewalQueries } from "@/lib/queries/renewals";

/** As many as one question takes. */
const MOST = 1000;

/** Offers to replace what these certificates succeed; nothing where they succeed no mapped one. */
export function RenewalOffer({ ids }: { ids: readonly string[] }) {
  const { data } = useQuery(renewalQueries.plan(ids.slice(0, MOST)));
  // What the dialog works on stays while it is open: after replacing, there may be nothing left to offer.
  const [taken, setTaken] = useState<RenewalItem[] | null>(null);
  const mayReplace = useMay("site-config.write");
  const items = taken ?? data?.items ?? [];
  if (items.length === 0 || !mayReplace) return null;
  const [first] = items;
  const old = first?.predecessors[0]?.certificate.displayName;
  const words =
    items.length === 1
      ? `${first?.certificate.displayName} succeeds ${old === first?.certificate.displayName ? "a certificate of that name" : old}, which is mapped.`
      : `${items.length.toLocaleString("en")} of these succeed certificates that are mapped.`;
  return (
    <Alert variant="default" icon={<IconReplace aria-hidden />} title="A renewal">
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: "1 1 240px" }}>
          {words}
        </Text>
        <Button size="xs" onClick={() => setTaken(items)}>
          Replace
        </Button>
      </Group>
      <Modal
        opened={taken !== null}
        onClose={() => setTaken(null)}
        title="Replace renewed certificates"
        size="60rem"
      >
        <ReplaceForm items={items} onClose={() => setTaken(null)} />
      </Modal>
    </Alert>
  );
}
