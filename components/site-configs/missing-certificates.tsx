"use client";

import { Button, List, Stack, Text } from "@mantine/core";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { BATCH_LIMIT } from "@/lib/api/certificates";
import type { Restoration } from "@/lib/api/comparisons";
import { fromBlob } from "@/lib/pki/blob";
import { certificateMutations } from "@/lib/queries/certificates";
import { siteConfigQueries } from "@/lib/queries/site-configs";

export interface MissingCertificatesProps {
  siteConfigId: string;
  number: number;
  certificates: Restoration["missing"]["certificates"];
}

/** Certificates that are not stored any more: the revision holds them, so they can be stored again from it. */
export function MissingCertificates({ siteConfigId, number, certificates }: MissingCertificatesProps) {
  const client = useQueryClient();
  const upload = useMutation(certificateMutations.uploadBatch());
  async function store() {
    const { config } = await client.fetchQuery(siteConfigQueries.revision(siteConfigId, number));
    const wanted = new Set(certificates.map((each) => each.sha256));
    const blobs = (config.iisClientCertificateMappingAuthentication?.oneToOneMappings ?? [])
      .map(({ certificate }) => certificate)
      .filter((blob) => {
        const der = fromBlob(blob);
        return der.ok && wanted.has(bytesToHex(sha256(der.value)));
      });
    for (let at = 0; at < blobs.length; at += BATCH_LIMIT)
      await upload.mutateAsync({
        certificates: blobs.slice(at, at + BATCH_LIMIT),
        signal: new AbortController().signal,
      });
  }
  const many = certificates.length !== 1;
  return (
    <Stack gap="xs">
      <Text size="sm">
        {many ? "Certificates that are" : "A certificate that is"} not stored any more. The revision still
        holds {many ? "them" : "it"}:
      </Text>
      <List size="sm">
        {certificates.map(({ name, sha256: hash }) => (
          <List.Item key={hash}>{name}</List.Item>
        ))}
      </List>
      {upload.error && <ProblemAlert problem={upload.error} />}
      <Button
        variant="default"
        onClick={() => void store().catch(() => undefined)}
        loading={upload.isPending}
        style={{ alignSelf: "start" }}
      >
        Store {many ? "them" : "it"} again from the revision
      </Button>
    </Stack>
  );
}
