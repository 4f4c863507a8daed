"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { AccountPicker } from "@/components/accounts/account-picker";
import type { SearchOption } from "@/components/ui/search-select";

export interface MoveMappingsDialogProps {
  count: number;
  opened: boolean;
  pending: boolean;
  onClose: () => void;
  onMove: (accountId: string) => void;
}

export function MoveMappingsDialog(props: MoveMappingsDialogProps) {
  const { count, opened, onClose } = props;
  const what = count === 1 ? "1 mapping" : `${count.toLocaleString("en")} mappings`;
  return (
    <Modal opened={opened} onClose={onClose} title={`Move ${what} to an account`} size="lg">
      <MoveForm {...props} what={what} />
    </Modal>
  );
}

/** Mounted with the dialog: it asks anew each time. */
function MoveForm({ what, pending, onClose, onMove }: MoveMappingsDialogProps & { what: string }) {
  const [account, setAccount] = useState<SearchOption | null>(null);
  const [missing, setMissing] = useState(false);
  return (
    <Stack gap="md">
      <Text size="sm">
        Whoever holds one of these certificates becomes this account, from the next push on. Names and states
        stay.
      </Text>
      <AccountPicker
        value={account}
        onChange={(option) => {
          setAccount(option);
          setMissing(false);
        }}
        error={missing && "Choose an account."}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={pending}
          onClick={() => (account === null ? setMissing(true) : onMove(account.value))}
        >
          Move {what}
        </Button>
      </Group>
    </Stack>
  );
}
