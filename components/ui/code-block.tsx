"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDownload, IconTextWrap } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "@/components/ui/code-block.module.css";
import { CopyButton } from "@/components/ui/copy-button";
import { saveText } from "@/components/ui/save-text";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { type Token, useHighlighted } from "@/components/ui/use-highlighted";

export interface CodeBlockProps {
  /** Shown, copied and saved exactly as it is. */
  code: string;
  /** Names the block: "XML of revision 3". */
  label: string;
  /** Colours it, as highlight.js names the language. */
  language?: string;
  lineNumbers?: boolean;
  /** Break long lines at the start; a person can switch. */
  wrap?: boolean;
  maxHeight?: number | string;
  /** The text for the last choice is on its way; this is still the one before. */
  stale?: boolean;
  /** Offers a download under this name. */
  fileName?: string;
  fileType?: string;
  /** Takes the place of the built-in download, where the server has the file. */
  download?: ReactNode;
}

export function CodeBlock(props: CodeBlockProps) {
  const { code, label, lineNumbers = true, maxHeight = 480, fileName } = props;
  const [wrap, setWrap] = useState(props.wrap ?? false);
  const text = code.replace(/\r?\n$/, "");
  const lines = text.split(/\r?\n/);
  const highlighted = useHighlighted(text, props.language);
  const look = [classes.lines, wrap && classes.wrap, lineNumbers && classes.numbered]
    .filter(Boolean)
    .join(" ");
  return (
    <section className={classes.frame} aria-label={label}>
      <div className={classes.bar}>
        <span className={classes.name}>{label}</span>
        <Tooltip label={wrap ? "Do not wrap lines" : "Wrap long lines"}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Wrap long lines"
            aria-pressed={wrap}
            onClick={() => setWrap(!wrap)}
          >
            <IconTextWrap size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
        {props.download}
        {fileName && !props.download && (
          <Tooltip label={`Download ${fileName}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Download ${fileName}`}
              onClick={() => saveText(fileName, code, props.fileType)}
            >
              <IconDownload size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <CopyButton text={code} label={`Copy: ${label}`} />
      </div>
      <ScrollRegion
        label={`${label}, text`}
        className={classes.scroll}
        style={{ maxHeight, opacity: props.stale ? 0.5 : 1 }}
        aria-busy={props.stale}
      >
        <pre className={look}>
          <code>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={index} className={classes.line}>
                {line === "" ? "\u200b" : (highlighted?.[index]?.map(word) ?? line)}
              </span>
            ))}
          </code>
        </pre>
      </ScrollRegion>
    </section>
  );
}

function word({ text, look }: Token, place: number) {
  return look ? (
    <span key={place} className={classes[look]}>
      {text}
    </span>
  ) : (
    text
  );
}
