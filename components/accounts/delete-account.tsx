"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Confirm } from "@/components/ui/confirm";
import { useNavigate } from "@/components/ui/use-navigate";
import type { AccountDetail } from "@/lib/api/accounts";
import { accountMutations } from "@/lib/queries/accounts";

export function DeleteAccount({ account }: { account: AccountDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const remove = useMutation(accountMutations.remove());
  const places = [...new Set(account.usedIn.map((use) => use.siteConfigName))];
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={open}>
        Delete
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={places.length > 0 ? `${account.userName} is in use` : `Delete ${account.userName}?`}
        confirm="Delete the account"
        onConfirm={() => remove.mutate(account.id, { onSuccess: () => navigate("/accounts") })}
        pending={remove.isPending}
        problem={remove.error}
        blocked={places.length > 0}
      >
        {places.length === 0
          ? "No site config uses it. Its stored password is deleted with it. The account in Windows stays as it is."
          : `It is used in ${places.join(", ")}. Remove these mappings first.`}
      </Confirm>
    </>
  );
}
