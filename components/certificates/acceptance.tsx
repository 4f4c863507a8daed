"use client";

import { Text } from "@mantine/core";
import classes from "@/components/certificates/acceptance.module.css";
import { AcceptanceItem } from "@/components/certificates/acceptance-item";
import { verdictOf, worstFirst } from "@/components/certificates/acceptance-verdict";
import { useNow } from "@/components/ui/now";
import type { Certificate } from "@/lib/pki/certificate";
import { checkCertificate } from "@/lib/pki/checklist";

/** What IIS looks at before any mapping, told ahead of time. The page's clock starts with the server's. */
export function Acceptance({ inside }: { inside: Certificate }) {
  const items = checkCertificate(inside, new Date(useNow()));
  return (
    <>
      <Text size="sm" fw={600} mb="sm" maw="72ch">
        {verdictOf(items)}
      </Text>
      <ul className={classes.list} aria-label="Checks before mapping">
        {worstFirst(items).map((item) => (
          <AcceptanceItem key={item.code} item={item} />
        ))}
      </ul>
    </>
  );
}
