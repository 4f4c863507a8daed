"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const NowContext = createContext(0);

/**
 * One clock for the page. It starts with the server's time, so that the first render in the browser equals the
 * server's, and then goes by the browser's own clock.
 */
export function NowProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

/** Milliseconds since 1970; changes every 20 seconds. */
export function useNow(): number {
  return useContext(NowContext);
}
