"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The viewer's time zone; UTC while the server's render is taken over, so that both are the same. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}
