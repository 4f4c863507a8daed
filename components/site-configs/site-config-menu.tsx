"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useMay } from "@/components/shell/rights";
import { RenameDialog } from "@/components/site-configs/rename-dialog";
import { Confirm } from "@/components/ui/confirm";
import { useNavigate } from "@/components/ui/use-navigate";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { siteConfigExportHref, siteConfigMutations } from "@/lib/queries/site-configs";

/** Rename, export and delete. */
export function SiteConfigMenu({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const { name, mappings, version, lastRevision } = siteConfig;
  const [renaming, rename] = useDisclosure(false);
  const [deleting, removal] = useDisclosure(false);
  const opener = useRef<HTMLButtonElement>(null);
  const giveBack = () => opener.current?.focus();
  const navigate = useNavigate();
  const remove = useMutation(siteConfigMutations.remove(siteConfig.id));
  const mayWrite = useMay("site-config.write");
  const mayExport = useMay("access.export");
  const held = mappings === 1 ? "its mapping" : `its ${mappings.toLocaleString("en")} mappings`;
  if (!mayWrite && !mayExport) return null;
  return (
    <>
      <Menu position="bottom-end" returnFocus>
        <Menu.Target>
          <ActionIcon ref={opener} variant="default" size={36} aria-label="More actions">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={rename.open}>
              Rename
            </Menu.Item>
          )}
          {mayExport && (
            <Menu.Item
              component="a"
              href={siteConfigExportHref(siteConfig.id)}
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Export as JSON
            </Menu.Item>
          )}
          {mayWrite && (
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={removal.open}
              disabled={lastRevision !== null}
            >
              {lastRevision === null ? "Delete" : "Delete: published, so it stays"}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameDialog siteConfig={siteConfig} opened={renaming} onClose={rename.close} onClosed={giveBack} />
      <Confirm
        opened={deleting}
        onClose={removal.close}
        onClosed={giveBack}
        title={`Delete ${name}?`}
        confirm="Delete the site config"
        typeName={mappings > 0 ? name : undefined}
        onConfirm={() => remove.mutate(version, { onSuccess: () => navigate("/site-configs") })}
        pending={remove.isPending}
        problem={remove.error}
      >
        {mappings === 0
          ? "It is an empty draft. Nothing on a server changes."
          : `The draft and ${held} are deleted. Certificates and accounts stay, and nothing on a server changes.`}
      </Confirm>
    </>
  );
}
