import { type CodedError, fail } from "@/lib/errors";

/** The system's own word for it, such as `ENOSPC`. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

/** A failed write as an expected failure: `disk-full` or `file-not-writable`. Anything unknown is a bug and is thrown on. */
export function writeError(error: unknown, path: string): { ok: false; error: CodedError } {
  const errno = errnoOf(error);
  if (errno === "ENOSPC" || errno === "EDQUOT")
    return fail(
      "disk-full",
      `There is no space left to write beside ${path}. Nothing was changed: free some space and push again.`,
    );
  if (errno === "") throw error;
  return fail(
    "file-not-writable",
    `${path} cannot be written (${errno}). Nothing was changed: give the agent's user the right to write this file and its folder.`,
  );
}

/** A failed read as an expected failure: `file-unreadable`. Anything unknown is a bug and is thrown on. */
export function readError(error: unknown, path: string): { ok: false; error: CodedError } {
  const errno = errnoOf(error);
  if (errno === "") throw error;
  const why = errno === "ENOENT" ? "it does not exist" : errno;
  return fail(
    "file-unreadable",
    `${path} cannot be read (${why}). Check the path and the rights of the agent's user.`,
  );
}
