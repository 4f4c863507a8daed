"use client";

import { useEffect, useState } from "react";
import { useNow } from "@/components/ui/now";

/** `4:32` until a moment (ISO 8601), going on by the second; "now" when it has come. */
export function Countdown({ until }: { until: string }) {
  const rendered = useNow();
  const [now, setNow] = useState(rendered);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil((Date.parse(until) - now) / 1000);
  return (
    <span style={{ fontVariantNumeric: "tabular-nums" }} suppressHydrationWarning>
      {left <= 0 ? "now" : `in ${countdownWords(left)}`}
    </span>
  );
}

/** Seconds as `4:32` or `1:04:32`. */
function countdownWords(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
