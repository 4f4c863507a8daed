import type { ErrorCode } from "../lib/errors";

/** Something an administrator has to put right before Certmap can start: a code, what is wrong, what to do. */
export class StartError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "StartError";
  }
}

/** The text of anything thrown, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system or PostgreSQL error (`ENOENT`, `3D000`), when there is one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
