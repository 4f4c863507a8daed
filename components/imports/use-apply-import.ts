"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { importRow } from "@/components/imports/prepare";
import type { DryRun } from "@/components/imports/use-dry-run";
import type { ImportProgress } from "@/lib/api/imports";
import { toBlob } from "@/lib/pki/blob";
import { importMutations } from "@/lib/queries/imports";

/** Sends the new rows of a dry run, with the certificates that the console lacks, and shows how far it is. */
export function useApplyImport() {
  const apply = useMutation(importMutations.apply());
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const stop = useRef<AbortController>(null);

  async function run({ siteConfigId, fileName, rows }: DryRun) {
    const wanted = rows.flatMap((row) =>
      row.verdict === "new" && row.certificate ? [{ row, certificate: row.certificate }] : [],
    );
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    setCancelled(false);
    setProgress({ done: 0, total: 0 });
    try {
      await apply.mutateAsync({
        siteConfigId,
        fileName,
        rows: wanted.map(({ row, certificate }) => importRow(row, certificate)),
        certificates: wanted.flatMap(({ row, certificate }) =>
          row.adds.includes("certificate") ? [toBlob(certificate.der)] : [],
        ),
        signal,
        onProgress: setProgress,
      });
    } catch {
      // A refusal stands in `problem`; what was stopped is none.
      if (signal.aborted) setCancelled(true);
    } finally {
      setProgress(null);
    }
  }

  return {
    progress,
    cancelled,
    answer: apply.data ?? null,
    problem: cancelled ? null : apply.error,
    run,
    cancel: () => stop.current?.abort(),
    reset: () => {
      apply.reset();
      setCancelled(false);
    },
  };
}
