"use client";

import { Checkbox, Code, Group, Loader, Stack, Text } from "@mantine/core";
import { IconBan, IconCircleX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Intake } from "@/components/certificates/intake";
import type { IntakeItem } from "@/components/certificates/intake-item";
import { PasswordAsk } from "@/components/certificates/password-ask";
import { StoredCertificate } from "@/components/certificates/stored-certificate";
import { displayName } from "@/lib/pki/names";

export interface IntakeRowProps {
  item: IntakeItem;
  intake: Intake;
  onFollow: () => void;
}

/** One file: stored, was there already, waiting for its password, or refused with the sentence. */
export function IntakeRow({ item, intake, onFollow }: IntakeRowProps) {
  const { name, state, problem } = item;
  if (state === "waiting" || state === "sending") {
    return (
      <Line picture={<Loader size={16} aria-hidden />}>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {state === "waiting" ? "Reading" : "Sending"} {name}
        </Text>
      </Line>
    );
  }
  if (state === "cancelled") {
    return (
      <Line picture={<IconBan size={18} aria-hidden />}>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {name}: stopped before it was sent
        </Text>
      </Line>
    );
  }
  if (state === "password") {
    return (
      <li>
        <PasswordAsk item={item} onPassword={(password) => intake.unlock(item.key, password)} />
      </li>
    );
  }
  return (
    <Stack component="li" gap={4}>
      {state === "refused" && (
        <Line as="div" picture={<IconCircleX size={18} color="light-dark(#c92a2a, #ff8787)" aria-hidden />}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {name}: refused
          </Text>
          <Text size="sm">{problem?.detail ?? problem?.message}</Text>
          {problem?.code && (
            <Text size="xs" c="dimmed">
              Code <Code>{problem.code}</Code>
            </Text>
          )}
        </Line>
      )}
      {item.certificates.map((answer) => (
        <StoredCertificate key={answer.certificate.id} answer={answer} fileName={name} onFollow={onFollow} />
      ))}
      {state === "stored" && item.issuers.length > 0 && (
        <Checkbox
          ml={26}
          size="sm"
          checked={false}
          onChange={() => void intake.storeIssuers(item.key)}
          label={`Store ${sayIssuers(item)} too`}
          description="The file holds the chain as well. IIS maps only the certificate above."
        />
      )}
    </Stack>
  );
}

function Line({
  picture,
  children,
  as = "li",
}: {
  picture: ReactNode;
  children: ReactNode;
  as?: "li" | "div";
}) {
  return (
    <Group component={as} gap="xs" wrap="nowrap" align="flex-start">
      <span style={{ flex: "none", lineHeight: 1, marginTop: 2 }}>{picture}</span>
      <div style={{ minWidth: 0 }}>{children}</div>
    </Group>
  );
}

function sayIssuers({ issuers }: IntakeItem): string {
  const names = issuers.map(({ subjectName, subject }) => displayName(subjectName) || subject);
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more issuers` : shown;
}
