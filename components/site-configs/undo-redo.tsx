"use client";

import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigMutations, siteConfigQueries } from "@/lib/queries/site-configs";

const WAYS = {
  undo: { word: "Undo", done: "Undone", keys: "Ctrl+Z", icon: IconArrowBackUp },
  redo: { word: "Redo", done: "Redone", keys: "Ctrl+Y", icon: IconArrowForwardUp },
} as const;
type Way = keyof typeof WAYS;

/** A dialog or menu that is open has the keys. */
function isBusy(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** One step back or forth in the draft: two buttons that name it, and the keys that everybody knows, but not while typing. */
export function UndoRedo({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const client = useQueryClient();
  const undo = useMutation(siteConfigMutations.walk(siteConfig.id, "undo"));
  const redo = useMutation(siteConfigMutations.walk(siteConfig.id, "redo"));
  const mutations = { undo, redo };
  const pending = undo.isPending || redo.isPending;

  function walk(way: Way) {
    if (pending || siteConfig[way] === null) return;
    mutations[way].mutate(siteConfig.version, {
      onSuccess: ({ label, ...now }) => {
        // The keys may come again before a large draft is read anew.
        client.setQueryData(
          siteConfigQueries.detail(siteConfig.id).queryKey,
          (old) => old && { ...old, ...now },
        );
        notifications.show({ message: `${WAYS[way].done}: ${label}` });
      },
      onError: (error) =>
        notifications.show({
          color: "red",
          title: "Nothing was changed",
          message: error.message,
          autoClose: false,
        }),
    });
  }
  const onKey = (way: Way) => () => {
    if (!isBusy()) walk(way);
  };
  useHotkeys([
    ["mod + Z", onKey("undo")],
    ["mod + Y", onKey("redo")],
    ["mod + shift + Z", onKey("redo")],
  ]);

  const button = (way: Way) => {
    const { word, keys, icon: Icon } = WAYS[way];
    const step = siteConfig[way];
    const label = step === null ? `Nothing to ${way}` : `${word}: ${step.label}`;
    return (
      <Tooltip label={step === null ? label : `${label} (by ${step.by}, ${keys})`} multiline maw={360}>
        <ActionIcon
          variant="default"
          size="input-sm"
          aria-label={label}
          aria-keyshortcuts={way === "undo" ? "Control+Z" : "Control+Y"}
          // It stays in the order of Tab, and tells why it does nothing.
          aria-disabled={step === null || undefined}
          data-disabled={step === null || undefined}
          loading={mutations[way].isPending}
          onClick={() => walk(way)}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <Group gap={4} wrap="nowrap">
      {button("undo")}
      {button("redo")}
    </Group>
  );
}
