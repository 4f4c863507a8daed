import { Code } from "@mantine/core";

/** A sentence in which commands stand between backticks. */
export function WordsWithCode({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed sentence
    index % 2 === 1 ? <Code key={index}>{part}</Code> : part,
  );
}
