"use client";

import { ProblemAlert } from "@/components/ui/problem-alert";

/** A bug of ours, not an expected outcome: those are said where they happen. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ProblemAlert
      problem={{
        title: "This page could not be shown",
        detail:
          "Something went wrong in Certmap. Nothing was changed. Try again; if it stays, look for the code below in the console's log.",
        code: error.digest ?? "internal",
      }}
      onRetry={reset}
    />
  );
}
