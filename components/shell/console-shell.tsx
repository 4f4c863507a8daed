"use client";

import { AppShell, Burger, Button, Group, Kbd } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconSearch, IconShieldLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ColorSchemeToggle } from "@/components/shell/color-scheme-toggle";
import classes from "@/components/shell/console-shell.module.css";
import { NavLinks } from "@/components/shell/nav-links";
import { PageSpotlight } from "@/components/shell/page-spotlight";
import { PersonMenu } from "@/components/shell/person-menu";
import { ShortcutsHelp } from "@/components/shell/shortcuts-help";
import { AppLink } from "@/components/ui/app-link";

export interface ConsoleShellProps {
  person: { name: string; role: string };
  children: ReactNode;
}

/** The frame around every page: where one can go, who one is. */
export function ConsoleShell({ person, children }: ConsoleShellProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const [keysShown, keys] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "sm", sm: "lg" }}
      transitionDuration={120}
    >
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" gap="xs" wrap="nowrap">
          <Burger
            opened={opened}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={opened ? "Close the navigation" : "Open the navigation"}
          />
          <AppLink href="/overview" className={classes.home}>
            <IconShieldLock size={22} stroke={1.75} color="var(--mantine-primary-color-filled)" aria-hidden />
            Certmap
          </AppLink>
          <Group ml="auto" gap={4} wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              className={classes.find}
              aria-label="Find anything"
              leftSection={<IconSearch size={14} aria-hidden />}
              rightSection={
                <Kbd size="xs" visibleFrom="sm" style={{ whiteSpace: "nowrap" }}>
                  Ctrl K
                </Kbd>
              }
              onClick={spotlight.open}
            >
              Find
            </Button>
            <ColorSchemeToggle />
            <PersonMenu name={person.name} role={person.role} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main">
        <NavLinks onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main} style={{ outline: "none" }}>
        {children}
      </AppShell.Main>
      <PageSpotlight onShowKeys={keys.open} />
      <ShortcutsHelp opened={keysShown} onOpen={keys.open} onClose={keys.close} />
    </AppShell>
  );
}
