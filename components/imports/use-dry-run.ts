"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { findRepeated, importRow, type PreparedRow, prepareRow } from "@/components/imports/prepare";
import type { ImportFiles } from "@/components/imports/use-import-files";
import { pacer } from "@/components/ui/pacer";
import { CHECK_ROWS, type ImportProgress, type RowVerdict } from "@/lib/api/imports";
import { importMutations } from "@/lib/queries/imports";

/** A row with its verdict. */
export interface CheckedRow extends Omit<PreparedRow, "verdict"> {
  verdict: NonNullable<PreparedRow["verdict"]> | RowVerdict["verdict"];
  adds: RowVerdict["adds"];
}

export interface DryRun {
  siteConfigId: string | null;
  fileName: string;
  rows: CheckedRow[];
}

/** Reads the rows in the browser and asks the console about those that can be, a thousand at a time. */
export function useDryRun() {
  const check = useMutation(importMutations.check());
  const [result, setResult] = useState<DryRun | null>(null);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const stop = useRef<AbortController>(null);

  async function run({ list, files }: ImportFiles, group: number, siteConfigId: string | null) {
    const rows = list?.groups[group]?.rows;
    if (!list || !rows) return;
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    const total = rows.length * 2;
    setResult(null);
    setProblem(null);
    setProgress({ done: 0, total });
    try {
      const read: PreparedRow[] = [];
      const pause = pacer(() => setProgress({ done: read.length, total }));
      for (const row of rows) {
        read.push(prepareRow(row, files));
        await pause();
        signal.throwIfAborted();
      }
      const prepared = findRepeated(read);
      const verdicts = new Map<number, RowVerdict>();
      const asked = prepared.flatMap((each) =>
        each.certificate && !each.verdict ? [importRow(each, each.certificate)] : [],
      );
      for (let at = 0; at < asked.length; at += CHECK_ROWS) {
        setProgress({ done: rows.length + at, total });
        const answer = await check.mutateAsync({
          siteConfigId,
          rows: asked.slice(at, at + CHECK_ROWS),
          signal,
        });
        for (const verdict of answer.rows) verdicts.set(verdict.row, verdict);
      }
      const checked = prepared.map((each) => withVerdict(each, verdicts.get(each.row.row)));
      setResult({ siteConfigId, fileName: list.fileName, rows: checked });
    } catch (error) {
      if (!signal.aborted) setProblem(error as Error);
    } finally {
      setProgress(null);
    }
  }

  return {
    result,
    progress,
    problem,
    run,
    cancel: () => stop.current?.abort(),
    reset: () => {
      setResult(null);
      setProblem(null);
    },
  };
}

function withVerdict(prepared: PreparedRow, answer: RowVerdict | undefined): CheckedRow {
  if (prepared.verdict) return { ...prepared, verdict: prepared.verdict, adds: [] };
  if (!answer) throw new Error("The console gave no verdict for a row.");
  const { verdict, adds, column, message, code } = answer;
  if (!column) return { ...prepared, verdict, adds };
  return { ...prepared, verdict, adds, problem: { column, message: message ?? "", code: code ?? "" } };
}
