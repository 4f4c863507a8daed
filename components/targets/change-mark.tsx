import { type Icon, IconArrowsUpDown, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import classes from "@/components/targets/change-list.module.css";
import type { ReadableChange } from "@/lib/api/targets";

const MARKS: Record<ReadableChange["kind"], { icon: Icon; word: string }> = {
  added: { icon: IconPlus, word: "Added" },
  removed: { icon: IconMinus, word: "Removed" },
  changed: { icon: IconPencil, word: "Changed" },
  moved: { icon: IconArrowsUpDown, word: "Moved" },
};

/** The kind of a change as icon and word, never as a colour alone. */
export function ChangeMark({ kind }: { kind: ReadableChange["kind"] }) {
  const { icon: Mark, word } = MARKS[kind];
  return (
    <span className={`${classes.mark} ${classes[kind]}`}>
      <Mark size={16} aria-hidden />
      {word}
    </span>
  );
}
