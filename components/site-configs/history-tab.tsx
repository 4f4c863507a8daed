"use client";

import { Anchor, Button, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { RevisionDiff } from "@/components/site-configs/revision-diff";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

/** The published revisions, newest first; each against the one before it. */
export function HistoryTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [address, setAddress] = useUrlState({ compare: "" });
  const { id, revisions } = siteConfig;
  if (revisions.length === 0) {
    return (
      <EmptyState icon={IconHistory}>
        Published revisions are kept here, each with its author and reason. Publish the draft to make the
        first.
      </EmptyState>
    );
  }
  const compared = revisions.find(({ number }) => String(number) === address.compare);
  return (
    <Stack gap="lg">
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="Revisions" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Revision</Table.Th>
              <Table.Th>Message</Table.Th>
              <Table.Th>Published</Table.Th>
              <Table.Th>Digest</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {revisions.map((revision) => (
              <Table.Tr key={revision.number}>
                <Table.Td>
                  <Anchor
                    component={AppLink}
                    href={`/site-configs/${id}?tab=preview&revision=${revision.number}`}
                    inherit
                  >
                    Revision {revision.number}
                  </Anchor>
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{revision.message}</Table.Td>
                <Table.Td>
                  <Time value={revision.publishedAt} /> by {revision.publishedBy}
                </Table.Td>
                <Table.Td>
                  <Text span inherit ff="monospace" title={revision.digest}>
                    {revision.digest.slice(0, 12)}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Show what changed in revision ${revision.number}`}
                    onClick={() => setAddress({ compare: String(revision.number) }, { history: "push" })}
                  >
                    What changed
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {compared && <RevisionDiff key={compared.number} siteConfigId={id} number={compared.number} />}
    </Stack>
  );
}
