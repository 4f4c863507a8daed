"use client";

import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

/** A search that is answered with every key, and reaches the address only after a rest: the browser limits changes of it. */
export function useQuickSearch(
  address: string,
  setAddress: (query: string) => void,
): [string, (query: string) => void] {
  const [query, setQuery] = useState(address);
  const [reported, setReported] = useState(address);
  const report = useDebouncedCallback((next: string) => {
    setReported(next);
    setAddress(next);
  }, 400);
  // The address changed from outside (Back, a link).
  if (address !== reported) {
    setReported(address);
    setQuery(address);
  }
  function change(next: string) {
    setQuery(next);
    report(next);
  }
  return [query, change];
}
