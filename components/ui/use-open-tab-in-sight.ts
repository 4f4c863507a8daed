"use client";

import { type RefObject, useEffect, useRef } from "react";

/** For a strip of tabs that scrolls where it is narrow: the open one is never outside. The strip takes the ref. */
export function useOpenTabInSight(open: string): RefObject<HTMLDivElement | null> {
  const strip = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is open is read from the page
  useEffect(() => {
    const list = strip.current;
    const tab = list?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    if (!list || !tab) return;
    const middle = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
    // The strip alone: scrollIntoView would move the page as well.
    list.scrollLeft = Math.max(0, middle);
  }, [open]);
  return strip;
}
