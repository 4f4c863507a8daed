"use client";

import { Anchor, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ComparisonView } from "@/components/site-configs/comparison-view";
import { MissingCertificates } from "@/components/site-configs/missing-certificates";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { DetailSkeleton } from "@/components/ui/skeletons";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigMutations, siteConfigQueries } from "@/lib/queries/site-configs";

export interface RestoreDialogProps {
  siteConfig: SiteConfigDetail;
  /** Null: closed. */
  number: number | null;
  onClose: () => void;
  onClosed: () => void;
}

/** What restoring a revision changes in the draft, what stands in its way, and then: do it. */
export function RestoreDialog({ siteConfig, number, onClose, onClosed }: RestoreDialogProps) {
  return (
    <Modal
      opened={number !== null}
      onClose={onClose}
      onExitTransitionEnd={onClosed}
      returnFocus={false}
      title={`Restore revision ${number ?? ""} as the draft?`}
      size="90rem"
    >
      {number !== null && <Restore siteConfig={siteConfig} number={number} onClose={onClose} />}
    </Modal>
  );
}

function Restore({
  siteConfig,
  number,
  onClose,
}: {
  siteConfig: SiteConfigDetail;
  number: number;
  onClose: () => void;
}) {
  const { id, version } = siteConfig;
  const restoration = useQuery(siteConfigQueries.restoration(id, number));
  const restore = useMutation(siteConfigMutations.restore(id));
  if (restoration.error) return <ProblemAlert problem={restoration.error} />;
  if (!restoration.data) return <DetailSkeleton rows={3} />;
  const { certificates, accounts } = restoration.data.missing;
  const blocked = certificates.length > 0 || accounts.length > 0;
  function submit() {
    restore.mutate(
      { number, version },
      {
        onSuccess: () => {
          notifications.show({
            message: `The draft is as revision ${number} was. Undo takes it back; publish it to make it a revision.`,
          });
          onClose();
        },
      },
    );
  }
  return (
    <Stack gap="md">
      <ComparisonView
        siteConfig={siteConfig}
        sides={{ before: "draft", after: `${number}` }}
        beforeLabel="Draft now"
        afterLabel={`Revision ${number}`}
        none="The draft says the same already, but for names of mappings."
      />
      {accounts.length > 0 && (
        <div>
          <Text size="sm">
            Accounts that are not stored any more. Create them on the{" "}
            <Anchor component={AppLink} href="/accounts" inherit underline="always">
              accounts page
            </Anchor>{" "}
            first:
          </Text>
          <List size="sm">
            {accounts.map((userName) => (
              <List.Item key={userName}>{userName}</List.Item>
            ))}
          </List>
        </div>
      )}
      {certificates.length > 0 && (
        <MissingCertificates siteConfigId={id} number={number} certificates={certificates} />
      )}
      <Text size="sm" c="dimmed">
        No server changes by this, and passwords have no part in it: each account keeps the one that is set.
      </Text>
      {restore.error && <ProblemAlert problem={restore.error} title="Nothing was changed" />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        {!blocked && (
          <Button onClick={submit} loading={restore.isPending}>
            Restore revision {number}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
