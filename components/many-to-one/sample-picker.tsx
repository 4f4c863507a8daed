"use client";

import { Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FileDrop } from "@/components/certificates/file-drop";
import { nameIn } from "@/components/certificates/name-in";
import { readBlob } from "@/components/certificates/read-blob";
import { readBytes, readContent } from "@/components/certificates/read-file";
import { ProblemAlert, type ProblemLike } from "@/components/ui/problem-alert";
import { type SearchOption, SearchSelect } from "@/components/ui/search-select";
import type { CertificateItem } from "@/lib/api/certificates";
import type { Certificate } from "@/lib/pki/certificate";
import { certificateQueries } from "@/lib/queries/certificates";

function optionOf({ id, displayName, issuer }: CertificateItem): SearchOption {
  return { value: id, label: displayName, hint: nameIn(issuer) };
}

/** A certificate to look at: a stored one, or a file, which is read here and goes nowhere. */
export function SamplePicker({ onSample }: { onSample: (sample: Certificate) => void }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 150);
  const found = useInfiniteQuery(certificateQueries.search(query));
  const [chosen, setChosen] = useState<SearchOption | null>(null);
  const [problem, setProblem] = useState<ProblemLike | null>(null);

  async function takeStored(option: SearchOption | null) {
    setChosen(option);
    setProblem(null);
    if (!option) return;
    try {
      const { blob } = await client.fetchQuery(certificateQueries.detail(option.value));
      const read = readBlob(blob);
      if (read.ok) onSample(read.value);
      else setProblem(read.error);
    } catch (error) {
      setProblem(error as Error);
    }
  }
  async function takeFile([file]: File[]) {
    if (!file) return;
    setChosen(null);
    setProblem(null);
    const bytes = await readBytes(file);
    if (!bytes.ok) return setProblem(bytes.error);
    const content = await readContent(file.name, bytes.value);
    if (content.kind === "refused") return setProblem(content.error);
    const sample = content.kind === "certificates" ? content.toMap[0] : undefined;
    if (sample) onSample(sample);
    else
      setProblem({
        title: "This is a container",
        message:
          "Drop a certificate itself. Zip and PKCS#12 files are opened on the page Certificates; choose from the stored ones afterwards.",
      });
  }

  return (
    <Stack gap="xs">
      <SearchSelect
        label="Stored certificate"
        placeholder="Search by name, issuer or thumbprint"
        value={chosen}
        onChange={takeStored}
        options={found.data?.pages[0]?.items.map(optionOf) ?? []}
        onSearch={setTyped}
        loading={found.isFetching}
        nothingFound="No stored certificate is like that."
        autoFocus
      />
      <FileDrop onFiles={takeFile} multiple={false} />
      <Text size="xs" c="dimmed">
        A dropped file is read in this page. It is neither sent nor stored.
      </Text>
      {problem && <ProblemAlert problem={problem} />}
    </Stack>
  );
}
