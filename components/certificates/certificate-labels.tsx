"use client";

import { Badge, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil } from "@tabler/icons-react";
import { LabelDialog } from "@/components/certificates/label-dialog";
import { IfMay } from "@/components/shell/rights";
import { FactList } from "@/components/ui/fact-list";
import type { CertificateDetail } from "@/lib/api/certificates";

/** What people say about the certificate. IIS never sees any of it. */
export function CertificateLabels({ certificate }: { certificate: CertificateDetail }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { owner, tags, notes } = certificate;
  const none = (
    <Text span inherit c="dimmed">
      none
    </Text>
  );
  return (
    <>
      <FactList
        label="Owner, tags and notes"
        facts={[
          ["Owner", owner || none],
          [
            "Tags",
            tags.length === 0 ? (
              none
            ) : (
              <Group key="tags" gap={4}>
                {tags.map((tag) => (
                  <Badge key={tag} variant="default" tt="none" fw={500}>
                    {tag}
                  </Badge>
                ))}
              </Group>
            ),
          ],
          [
            "Notes",
            notes === "" ? (
              none
            ) : (
              <Text key="notes" size="sm" style={{ whiteSpace: "pre-wrap" }}>
                {notes}
              </Text>
            ),
          ],
        ]}
      />
      <IfMay right="certificate.write">
        <Button
          variant="default"
          size="xs"
          mt="sm"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={open}
        >
          Change owner, tags and notes
        </Button>
        <LabelDialog certificate={certificate} opened={opened} onClose={close} />
      </IfMay>
    </>
  );
}
