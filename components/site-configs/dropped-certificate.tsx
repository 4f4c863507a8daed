"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFileCertificate } from "@tabler/icons-react";
import { useState } from "react";
import { FileDrop } from "@/components/certificates/file-drop";
import { readBytes, readContent } from "@/components/certificates/read-file";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { toBlob } from "@/lib/pki/blob";
import { displayName } from "@/lib/pki/names";

/** A certificate of a file, read in this page. */
export interface DroppedFile {
  blob: string;
  name: string;
}

export interface DroppedCertificateProps {
  value: DroppedFile | null;
  onChange: (file: DroppedFile | null) => void;
}

/** A certificate that is only asked about: it is read here and not stored. */
export function DroppedCertificate({ value, onChange }: DroppedCertificateProps) {
  const [opened, drop] = useDisclosure(false);
  const [problem, setProblem] = useState<ProblemLike | null>(null);

  async function read([file]: File[]) {
    if (!file) return;
    const bytes = await readBytes(file);
    const content = bytes.ok ? await readContent(file.name, bytes.value) : null;
    const [first] = content?.kind === "certificates" ? [...content.toMap, ...content.issuers] : [];
    if (first) {
      setProblem(null);
      drop.close();
      onChange({ blob: toBlob(first.der), name: displayName(first.subjectName) || first.subject });
    } else if (!bytes.ok) setProblem(bytes.error);
    else if (content?.kind === "refused") setProblem(content.error);
    else
      setProblem({ message: "Take the certificate out of it first, or store it and pick it from the list." });
  }
  if (value) {
    return (
      <Group gap="xs">
        <Text size="sm">{value.name}, from a file. It is not stored.</Text>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange(null)}>
          Put it away
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      {opened ? (
        <FileDrop onFiles={read} multiple={false} />
      ) : (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFileCertificate size={14} aria-hidden />}
          onClick={drop.open}
          style={{ alignSelf: "start" }}
        >
          Ask with a file, without storing it
        </Button>
      )}
      {problem && <ProblemAlert problem={problem} title="There is no certificate to ask with" />}
    </Stack>
  );
}
