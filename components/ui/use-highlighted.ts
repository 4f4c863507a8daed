"use client";

import { useEffect, useState } from "react";

export type Look = "comment" | "keyword" | "string" | "title" | "attribute" | "number";
export interface Token {
  text: string;
  look: Look | undefined;
}

/** A longer text stays plain: colouring it would stop the page for a moment. In characters. */
const LONGEST = 300_000;

/**
 * The lines of a text in words with a look, once the highlighter is loaded; null until then, for a long text and for a
 * language that it does not know. `language` as highlight.js names it.
 */
export function useHighlighted(code: string, language: string | undefined): Token[][] | null {
  const [done, setDone] = useState<{ code: string; language: string; lines: Token[][] | null }>();
  useEffect(() => {
    if (language === undefined || code.length > LONGEST) return;
    let wanted = true;
    import("@/components/ui/highlighter").then(
      ({ highlightLines }) => {
        if (wanted) setDone({ code, language, lines: highlightLines(code, language) });
      },
      // Not loaded: the text is there all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [code, language]);
  return done?.code === code && done.language === language ? done.lines : null;
}
