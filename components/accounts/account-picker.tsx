"use client";

import { Button, Fieldset, Group, Stack } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { CreateAccountForm } from "@/components/accounts/create-account-form";
import { type SearchOption, SearchSelect } from "@/components/ui/search-select";
import type { AccountItem } from "@/lib/api/accounts";
import { accountQueries } from "@/lib/queries/accounts";

export interface AccountPickerProps {
  value: SearchOption | null;
  onChange: (option: SearchOption | null) => void;
  error?: ReactNode;
}

function optionOf(account: AccountItem): SearchOption {
  const hint = account.passwordSetAt === null ? "no password set" : undefined;
  return { value: account.id, label: account.userName, hint };
}

/** A stored account, found by typing, or one made right here. */
export function AccountPicker({ value, onChange, error }: AccountPickerProps) {
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 150);
  const [creating, create] = useDisclosure(false);
  const found = useInfiniteQuery(accountQueries.list({ query }));
  return (
    <Stack gap="xs">
      <SearchSelect
        label="Account"
        placeholder="Search for an account"
        value={value}
        onChange={onChange}
        options={found.data?.pages[0]?.items.map(optionOf) ?? []}
        onSearch={setTyped}
        loading={found.isFetching}
        nothingFound="No stored account is called like that."
        error={error}
      />
      {creating ? (
        <Fieldset legend="New account">
          <CreateAccountForm
            userName={typed}
            onCancel={create.close}
            onCreated={(account) => {
              onChange(optionOf(account));
              create.close();
            }}
          />
        </Fieldset>
      ) : (
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={create.open}
          >
            Create an account here
          </Button>
        </Group>
      )}
    </Stack>
  );
}
