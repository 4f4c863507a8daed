import { NotFoundNote } from "@/components/shell/not-found-note";

export default function NotFound() {
  return <NotFoundNote />;
}
