"use client";

import { Button } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { cutOffHref } from "@/components/cut-offs/subject-words";
import { useMay } from "@/components/shell/rights";
import { AppLink } from "@/components/ui/app-link";
import type { CutOffPlan } from "@/lib/api/cut-offs";

/** The way to the plan of a cut-off, for those who may; nothing happens before the button there. */
export function CutOffButton({ kind, id }: { kind: CutOffPlan["kind"]; id: string }) {
  if (!useMay("cut-off.start")) return null;
  return (
    <Button
      component={AppLink}
      href={cutOffHref(kind, id)}
      variant="default"
      leftSection={<IconHandStop size={16} aria-hidden />}
    >
      Cut off now
    </Button>
  );
}
