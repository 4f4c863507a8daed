"use client";

import { useSyncExternalStore } from "react";

let held: string | null | undefined;

/** Reads `#token=...` (or the bare `#...`) once and takes it out of the address bar and the history. */
function takeToken(): string | null {
  if (held) return held;
  const hash = window.location.hash.slice(1);
  if (hash === "") return null;
  held = new URLSearchParams(hash).get("token") ?? hash;
  window.history.replaceState(null, "", window.location.pathname);
  return held;
}

function subscribe(onChange: () => void): () => void {
  const onHash = () => {
    held = undefined;
    onChange();
  };
  window.addEventListener("hashchange", onHash);
  return () => window.removeEventListener("hashchange", onHash);
}

/**
 * The one-time token of the link: behind the `#`, so that no server, proxy or log ever sees it. Null: there is none.
 * While the server's render is taken over it counts as there, so that the form does not jump.
 */
export function useHashToken(): string | null {
  return useSyncExternalStore(subscribe, takeToken, () => "");
}
