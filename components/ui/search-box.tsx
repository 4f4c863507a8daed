"use client";

import { CloseButton, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { useTypedText } from "@/components/ui/use-typed-text";

export interface SearchBoxProps {
  /** What is searched: "Search certificates". Also the field's name. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number;
  /** Milliseconds of rest before an answer; 0 where the browser itself has all that is searched. */
  delay?: number;
  /** `/` puts the cursor here. At most one box of a page. */
  hotkey?: boolean;
}

/** Search as you type: answers after a short rest of the keys. */
export function SearchBox({
  label,
  value,
  onChange,
  width = 280,
  delay = 180,
  hotkey = true,
}: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, change] = useTypedText(value, onChange, delay);
  useHotkeys(hotkey ? [["/", () => field.current?.focus()]] : []);

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && typed !== "") {
          event.preventDefault();
          change("");
        }
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== "" && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />
      }
      style={{ flex: `0 1 ${width}px`, minWidth: 160 }}
    />
  );
}
