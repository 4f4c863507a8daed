"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { IconCircleCheck, IconFileCheck } from "@tabler/icons-react";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";
import type { UploadAnswer } from "@/lib/api/certificates";

export interface StoredCertificateProps {
  answer: UploadAnswer["certificates"][number];
  fileName: string;
  onFollow: () => void;
}

/** A certificate that the console has now, new or not. */
export function StoredCertificate({ answer, fileName, onFollow }: StoredCertificateProps) {
  const { certificate, created } = answer;
  const Picture = created ? IconCircleCheck : IconFileCheck;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Picture
        size={18}
        color={created ? "light-dark(#2b8a3e, #69db7c)" : "var(--mantine-color-dimmed)"}
        aria-hidden
        style={{ flex: "none" }}
      />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm">
          <Anchor
            component={AppLink}
            href={`/certificates/${certificate.id}`}
            onClick={onFollow}
            fw={600}
            inherit
          >
            {certificate.displayName}
          </Anchor>{" "}
          {created ? "stored" : "was there already"}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {fileName}
        </Text>
      </div>
      <Text component="div" size="sm">
        <DaysLeft notAfter={certificate.notAfter} notBefore={certificate.notBefore} />
      </Text>
    </Group>
  );
}
