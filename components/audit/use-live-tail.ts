"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { auditEventQueries, waitForNews } from "@/lib/queries/audit-events";

const PAUSE_MS = 5_000;

/** While it is on, the list is read again as soon as there is an event behind the newest one that it shows. */
export function useLiveTail(on: boolean, newest: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!on) return;
    const stop = new AbortController();
    void follow(newest ?? "0", stop.signal, () =>
      client.invalidateQueries({ queryKey: auditEventQueries.all() }),
    );
    return () => stop.abort();
  }, [on, newest, client]);
}

/** Ends with the news, or when it is stopped; the effect begins again with the newest event then. */
async function follow(after: string, signal: AbortSignal, onNews: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await waitForNews(after, signal)) {
        await onNews();
        // With a filter the newest event in sight may stay the same.
        await pause(signal);
      }
    } catch {
      await pause(signal);
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
