"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

/** The file as the server names it. */
export function PreviewDownload({ form, href }: { form: string; href: string }) {
  const label = `Download the ${form}`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        component="a"
        href={href}
        download
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={label}
      >
        <IconDownload size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
