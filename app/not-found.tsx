import type { Metadata } from "next";
import { NotFoundNote } from "@/components/shell/not-found-note";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <NotFoundNote />
    </main>
  );
}
