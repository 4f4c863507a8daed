"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue, useWindowEvent } from "@mantine/hooks";
import { IconClipboard, IconUpload } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { FileDrop } from "@/components/certificates/file-drop";
import { nameIn } from "@/components/certificates/name-in";
import { PasswordAsk } from "@/components/certificates/password-ask";
import { PasteCertificate } from "@/components/certificates/paste-certificate";
import { pastedFiles, textFile } from "@/components/certificates/pasted-files";
import { useUploads } from "@/components/certificates/use-uploads";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { type SearchOption, SearchSelect } from "@/components/ui/search-select";
import { Time } from "@/components/ui/time";
import type { CertificateItem } from "@/lib/api/certificates";
import { certificateQueries } from "@/lib/queries/certificates";

export interface CertificatePickerProps {
  value: SearchOption | null;
  onChange: (option: SearchOption | null) => void;
  error?: ReactNode;
  /** Also takes a file, which it stores. */
  uploads?: boolean;
}

function optionOf(certificate: CertificateItem): SearchOption {
  const hint = (
    <>
      {nameIn(certificate.issuer)}, until <Time value={certificate.notAfter} as="date" />
    </>
  );
  return { value: certificate.id, label: certificate.displayName, hint };
}

/** A stored certificate, found by typing, or one that is uploaded or pasted right here. */
export function CertificatePicker({ value, onChange, error, uploads = true }: CertificatePickerProps) {
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 150);
  const [adding, setAdding] = useState<"file" | "text" | null>(null);
  const [text, setText] = useState("");
  const found = useInfiniteQuery(certificateQueries.search(query));
  const { intake, busy, items } = useUploads();
  const refused = items.filter(({ state }) => state === "refused");
  const locked = items.filter(({ state }) => state === "password");
  const several = items.find(({ certificates }) => certificates.length > 1);

  async function addFiles(files: File[]) {
    intake.clear();
    choose(await intake.add(files));
  }
  function choose([first]: { certificate: CertificateItem }[]) {
    if (!first) return;
    onChange(optionOf(first.certificate));
    setAdding(null);
    setText("");
  }

  useWindowEvent("paste", (event) => {
    const files = uploads ? pastedFiles(event) : [];
    if (files.length > 0) void addFiles(files);
  });

  return (
    <Stack gap="xs">
      <SearchSelect
        label="Certificate"
        placeholder="Search by name, issuer or thumbprint"
        value={value}
        onChange={onChange}
        options={found.data?.pages[0]?.items.map(optionOf) ?? []}
        onSearch={setTyped}
        loading={found.isFetching}
        nothingFound="No stored certificate is like that."
        error={error}
        autoFocus
      />
      {uploads && adding === "file" && <FileDrop onFiles={addFiles} loading={busy} multiple={false} />}
      {uploads && adding === "text" && (
        <PasteCertificate
          text={text}
          onChange={setText}
          onAdd={() => void addFiles([textFile(text)])}
          pending={busy}
        />
      )}
      {uploads && adding === null && (
        <Group gap="xs">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconUpload size={14} aria-hidden />}
            onClick={() => setAdding("file")}
          >
            Upload a certificate file
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconClipboard size={14} aria-hidden />}
            onClick={() => setAdding("text")}
          >
            Paste its text
          </Button>
        </Group>
      )}
      {locked.map((item) => (
        <PasswordAsk
          key={item.key}
          item={item}
          onPassword={async (password) => choose(await intake.unlock(item.key, password))}
        />
      ))}
      {refused.map((upload) => (
        <ProblemAlert key={upload.key} problem={upload.problem ?? {}} title={`${upload.name}: refused`} />
      ))}
      {several && (
        <Text size="sm">
          {several.name} holds {several.certificates.length} certificates. All are stored; the first one is
          chosen.
        </Text>
      )}
    </Stack>
  );
}
