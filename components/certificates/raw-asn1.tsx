"use client";

import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import type { Asn1ListingProps } from "@/components/certificates/asn1-listing";

/** Few people want it, so it is fetched when somebody opens it. */
const Asn1Listing = dynamic(
  () => import("@/components/certificates/asn1-listing").then((file) => file.Asn1Listing),
  { ssr: false, loading: () => <Skeleton h={320} /> },
);

export function RawAsn1(props: Asn1ListingProps) {
  const [opened, { toggle }] = useDisclosure(false);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        mb={opened ? "xs" : 0}
        leftSection={<Chevron size={14} aria-hidden />}
        aria-expanded={opened}
        onClick={toggle}
      >
        {opened ? "Hide the elements" : "Show the elements"}
      </Button>
      {opened && <Asn1Listing {...props} />}
    </>
  );
}
