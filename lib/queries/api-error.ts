import { z } from "zod";
import { type Problem, problemSchema } from "@/lib/api/problem";
import { ERRORS, type ErrorCode } from "@/lib/errors";

/** What the API answered instead of a value: a problem+json, or what comes nearest to one. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly status: number;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly errors?: { message: string; field?: string }[];

  constructor(problem: Omit<Problem, "type">) {
    super(problem.detail);
    this.title = problem.title;
    this.detail = problem.detail;
    this.code = problem.code;
    this.status = problem.status;
    this.line = problem.line;
    this.column = problem.column;
    this.field = problem.field;
    this.errors = problem.errors;
  }

  static of(code: ErrorCode, detail: string): ApiError {
    const [status, title] = ERRORS[code];
    return new ApiError({ code, title, status, detail });
  }
}

/** The error of an answer that is not 2xx. Something between us and the console may have answered in its own words. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  if (problem.success) return new ApiError(problem.data);
  // better-auth, behind sign-in, has a form of its own and does not say which of the two is wrong.
  if (response.status === 401) {
    return ApiError.of(
      "sign-in-refused",
      "The e-mail address or the password is not right. Check both and try again.",
    );
  }
  const locked = z.object({ code: z.literal("SIGN_IN_LOCKED"), message: z.iso.datetime() }).safeParse(body);
  if (locked.success) {
    const minutes = Math.max(1, Math.ceil((Date.parse(locked.data.message) - Date.now()) / 60_000));
    return ApiError.of(
      "sign-in-locked",
      `There were too many wrong passwords for this account or from this address. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}, or sign in with a passkey.`,
    );
  }
  if (response.status === 429) {
    return ApiError.of("sign-in-refused", "There were too many attempts. Wait a minute, then try again.");
  }
  return ApiError.of(
    "internal",
    `The console answered with status ${response.status} and no explanation. Try again; if it stays, look into the console's log.`,
  );
}
