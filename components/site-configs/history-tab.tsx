"use client";

import { Anchor, Button, Group, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { IfMay } from "@/components/shell/rights";
import { HistoryCompare } from "@/components/site-configs/history-compare";
import { RestoreDialog } from "@/components/site-configs/restore-dialog";
import { AppLink } from "@/components/ui/app-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

/** The published revisions, newest first: what changed, any two against each other, and back to one. */
export function HistoryTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [address, setAddress] = useUrlState({ before: "", after: "" });
  const [restoring, setRestoring] = useState<number | null>(null);
  const opener = useRef<HTMLElement>(null);
  const { id, revisions } = siteConfig;
  if (revisions.length === 0) {
    return (
      <EmptyState icon={IconHistory}>
        Published revisions are kept here, each with its author and reason. Publish the draft to make the
        first.
      </EmptyState>
    );
  }
  const known = ["draft", "nothing", ...revisions.map(({ number }) => String(number))];
  const { before, after } = address;
  const compared = known.includes(before) && known.includes(after) && after !== "nothing";
  return (
    <Stack gap="lg">
      <Table.ScrollContainer minWidth={760}>
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
                <Table.Td style={{ whiteSpace: "nowrap" }}>
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
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Show what changed in revision ${revision.number}`}
                      onClick={() =>
                        setAddress(
                          {
                            before: revision.number === 1 ? "nothing" : String(revision.number - 1),
                            after: String(revision.number),
                          },
                          { history: "push" },
                        )
                      }
                    >
                      What changed
                    </Button>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`Compare revision ${revision.number} with the draft`}
                      onClick={() =>
                        setAddress({ before: String(revision.number), after: "draft" }, { history: "push" })
                      }
                    >
                      Compare
                    </Button>
                    <IfMay right="site-config.write">
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={`Restore revision ${revision.number}`}
                        onClick={(event) => {
                          opener.current = event.currentTarget;
                          setRestoring(revision.number);
                        }}
                      >
                        Restore
                      </Button>
                    </IfMay>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {compared && (
        <HistoryCompare
          siteConfig={siteConfig}
          before={before}
          after={after}
          onChange={(sides) => setAddress(sides)}
        />
      )}
      <RestoreDialog
        siteConfig={siteConfig}
        number={restoring}
        onClose={() => setRestoring(null)}
        onClosed={() => opener.current?.focus()}
      />
    </Stack>
  );
}
