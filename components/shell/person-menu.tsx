"use client";

import { Button, Menu, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconLogout, IconUserCircle, IconUserCog } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { sessionMutations } from "@/lib/queries/session";

export interface PersonMenuProps {
  name: string;
  role: string;
}

/** Who is signed in, and the way out. */
export function PersonMenu({ name, role }: PersonMenuProps) {
  const signOut = useMutation(sessionMutations.signOut());
  function leave() {
    signOut.mutate(undefined, {
      // A whole new page: nothing that was read stays in memory.
      onSuccess: () => window.location.assign("/sign-in"),
      onError: (error) =>
        notifications.show({
          color: "red",
          title: "You are still signed in",
          message: error.message,
          autoClose: false,
        }),
    });
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px="xs"
          aria-label={`Signed in as ${name}`}
          leftSection={<IconUserCircle size={18} aria-hidden />}
        >
          <Text span size="sm" visibleFrom="sm" maw={180} truncate>
            {name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}, {role}
        </Menu.Label>
        <Menu.Item
          component={AppLink}
          href="/settings/profile"
          leftSection={<IconUserCog size={16} aria-hidden />}
        >
          Your profile
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
