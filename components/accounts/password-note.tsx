"use client";

import { Time } from "@/components/ui/time";

export interface PasswordNoteProps {
  setAt: string | null;
  setBy: string | null;
}

/** All that is ever said about a stored password. */
export function PasswordNote({ setAt, setBy }: PasswordNoteProps) {
  if (setAt === null) return "Not set";
  return (
    <span>
      Set <Time value={setAt} as="date" /> by {setBy ?? "someone"}, never shown
    </span>
  );
}
