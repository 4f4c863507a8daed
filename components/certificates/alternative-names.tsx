import { Text } from "@mantine/core";
import { FactLines } from "@/components/certificates/fact-lines";
import { CopyText } from "@/components/ui/copy-text";
import type { AlternativeName } from "@/lib/pki/certificate";

const KINDS: Record<AlternativeName["kind"], string> = {
  dns: "DNS name",
  email: "E-mail address",
  uri: "URI",
  ip: "IP address",
  directory: "Directory name",
  upn: "User principal name",
  rid: "Registered ID",
  other: "Other name",
};

export function AlternativeNames({ names }: { names: readonly AlternativeName[] }) {
  return (
    <FactLines>
      {names.map(({ kind, value, oid }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a certificate may name the same twice and never changes
        <span key={index}>
          <Text span inherit c="dimmed">
            {KINDS[kind]}
            {kind === "other" && oid ? ` ${oid}` : ""}:
          </Text>{" "}
          <CopyText value={value} label={`${KINDS[kind]} ${value}`} />
        </span>
      ))}
    </FactLines>
  );
}
