"use client";

import { Button, Collapse, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserSearch } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { PlaceVerdicts } from "@/components/access/place-verdicts";
import { FileDrop } from "@/components/certificates/file-drop";
import { textFile } from "@/components/certificates/pasted-files";
import { readBytes, readContent } from "@/components/certificates/read-file";
import { PasteField } from "@/components/ui/paste-field";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import type { AccessFilter } from "@/lib/api/access";
import { toBlob } from "@/lib/pki/blob";
import { accessMutations } from "@/lib/queries/access";

/** Drop a certificate, stored or not: who is it, on which server and site, and why? */
export function WhoIsThis({ view, at }: Pick<AccessFilter, "view" | "at">) {
  const [opened, box] = useDisclosure(false);
  const [blob, setBlob] = useState("");
  const [unread, setUnread] = useState<ProblemLike | null>(null);
  const { mutate: resolve, data, error, isPending, reset } = useMutation(accessMutations.resolve());

  async function ask([file]: File[]) {
    if (!file) return;
    reset();
    const read = await certificateIn(file);
    setUnread("problem" in read ? read.problem : null);
    if ("problem" in read) return;
    setBlob(read.blob);
    resolve({ certificate: read.blob, view, at });
  }

  return (
    <Paper withBorder radius="md" px="md" py="sm">
      <Group justify="space-between">
        <Title order={2} size="h6">
          Who is this certificate?
        </Title>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconUserSearch size={14} aria-hidden />}
          aria-expanded={opened}
          onClick={box.toggle}
        >
          {opened ? "Close" : "Ask with a certificate"}
        </Button>
      </Group>
      <Collapse expanded={opened} transitionDuration={0}>
        <Stack gap="sm" mt="sm">
          <Text size="sm">
            It is only read and not stored. The answer is for what is {view}
            {at && ", as of the moment above"}.
          </Text>
          <FileDrop onFiles={(files) => void ask(files)} loading={isPending} multiple={false} />
          <PasteField
            label="Or paste it"
            placeholder="-----BEGIN CERTIFICATE-----"
            action="Ask"
            busy={isPending}
            onPaste={async (text) => {
              await ask([textFile(text)]);
              return false;
            }}
          />
          {unread && <ProblemAlert problem={unread} />}
          {error && <ProblemAlert problem={error} onRetry={() => resolve({ certificate: blob, view, at })} />}
          {data && <PlaceVerdicts answer={data} />}
        </Stack>
      </Collapse>
    </Paper>
  );
}

async function certificateIn(file: File): Promise<{ blob: string } | { problem: ProblemLike }> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return { problem: bytes.error };
  const content = await readContent(file.name, bytes.value);
  if (content.kind === "refused") return { problem: content.error };
  const [first] = content.kind === "certificates" ? content.toMap : [];
  if (first) return { blob: toBlob(first.der) };
  return {
    problem: { code: "cert-malformed", message: "Drop one certificate, not a container of several." },
  };
}
