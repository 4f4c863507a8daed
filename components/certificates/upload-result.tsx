"use client";

import { Anchor, Code, Group, Loader, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconFileCheck } from "@tabler/icons-react";
import type { Upload } from "@/components/certificates/use-uploads";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";

/** One file: stored, was there already, or refused with the sentence. */
export function UploadResult({ upload, onFollow }: { upload: Upload; onFollow: () => void }) {
  if (upload.state === "sending") {
    return (
      <Group component="li" gap="xs" wrap="nowrap">
        <Loader size={16} aria-hidden />
        <Text size="sm">Reading {upload.name}</Text>
      </Group>
    );
  }
  if (upload.state === "refused") {
    return (
      <Group component="li" gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleX size={18} color="light-dark(#c92a2a, #ff8787)" aria-hidden style={{ flex: "none" }} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {upload.name}: refused
          </Text>
          <Text size="sm">{upload.problem?.detail ?? upload.problem?.message}</Text>
          {upload.problem?.code && (
            <Text size="xs" c="dimmed">
              Code <Code>{upload.problem.code}</Code>
            </Text>
          )}
        </div>
      </Group>
    );
  }
  return (
    <Stack component="li" gap={4}>
      {upload.certificates.map(({ certificate, created }) => {
        const Picture = created ? IconCircleCheck : IconFileCheck;
        return (
          <Group key={certificate.id} gap="xs" wrap="nowrap" align="flex-start">
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
                {upload.name}
              </Text>
            </div>
            <Text component="div" size="sm">
              <DaysLeft notAfter={certificate.notAfter} notBefore={certificate.notBefore} />
            </Text>
          </Group>
        );
      })}
    </Stack>
  );
}
