/**
 * The one table of errors. A code is stable: people search for it, scripts branch on it.
 * An expected outcome is a returned value (`Result`); a bug is thrown.
 */

/** HTTP status and the short title that problem+json carries (RFC 9457), by code. */
export const ERRORS = {
  // Requests
  "invalid-input": [422, "The input is not valid"],
  "malformed-json": [400, "The body is not JSON"],
  "body-too-large": [413, "The body is too large"],
  "unsupported-media-type": [415, "The content type is not accepted here"],
  "not-signed-in": [401, "Sign in first"],
  "not-allowed": [403, "Not allowed"],
  "cross-site-request": [403, "The request came from another site"],
  "not-found": [404, "Not found"],
  conflict: [409, "It was changed by someone else meanwhile"],
  "in-use": [409, "It is in use"],
  "already-exists": [409, "It exists already"],
  "if-match-required": [428, "The version being changed must be named"],
  internal: [500, "Something went wrong in Certmap"],

  // Certificates (lib/pki)
  "cert-empty": [422, "The file is empty"],
  "cert-too-large": [413, "The certificate is too large"],
  "cert-not-a-certificate": [422, "This is not a certificate"],
  "cert-truncated": [422, "The certificate is cut off"],
  "cert-trailing-bytes": [422, "There are bytes behind the certificate"],
  "cert-malformed": [422, "The certificate is damaged"],
  "cert-base64-damaged": [422, "The base64 text is damaged"],

  // IIS configuration (lib/iis)
  "config-malformed": [422, "The site config is not valid"],
  "xml-malformed": [422, "The file is not well-formed XML"],
  "scope-unknown": [422, "There is no such scope in the file"],
  "scope-below-site": [422, "Mappings below a site are ignored by IIS"],
  "password-missing": [422, "A password is missing"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** What is wrong, where, and what to do: everything a person or a script needs, never a secret. */
export interface CodedError {
  code: ErrorCode;
  /** One or two plain sentences: what is wrong and what to do. */
  message: string;
  /** 1-based line and column (in characters) of the input, where there is one. */
  line?: number;
  column?: number;
  /** Path of the offending field, such as `oneToOneMappings[3].certificate`. */
  field?: string;
  /** Further errors of the same input, each with its own place. */
  errors?: CodedError[];
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: CodedError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ErrorCode,
  message: string,
  where: Omit<CodedError, "code" | "message"> = {},
): { ok: false; error: CodedError } {
  return { ok: false, error: { code, message, ...where } };
}
