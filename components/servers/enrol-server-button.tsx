"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { IfMay } from "@/components/shell/rights";
import { useUrlState } from "@/components/ui/use-url-state";

/** Opens the dialog that stands beside the page's main action; several buttons may lead to it. */
export function EnrolServerButton({ words = "Enrol a server" }: { words?: string }) {
  const [, setAddress] = useUrlState({ enrol: "" });
  return (
    <IfMay right="server.write">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAddress({ enrol: "open" })}>
        {words}
      </Button>
    </IfMay>
  );
}
