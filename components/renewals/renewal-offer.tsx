"use client";

import { Alert, Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconReplace } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ReplaceForm } from "@/components/renewals/replace-form";
import { renewalQueries } from "@/lib/queries/renewals";

/** As many as one question takes. */
const MOST = 1000;

/** Offers to replace what these certificates succeed; nothing where they succeed no mapped one. */
export function RenewalOffer({ ids }: { ids: readonly string[] }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { data } = useQuery(renewalQueries.plan(ids.slice(0, MOST)));
  // What the dialog works on stays while it is open: after replacing, the plan is another one.
  const items = data?.items ?? [];
  if (items.length === 0) return null;
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
        <Button size="xs" onClick={open}>
          Replace
        </Button>
      </Group>
      <Modal opened={opened} onClose={close} title="Replace renewed certificates" size="60rem">
        <ReplaceForm items={items} onClose={close} />
      </Modal>
    </Alert>
  );
}
