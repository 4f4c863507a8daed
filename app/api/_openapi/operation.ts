import type { z } from "zod";

/** What one method of one route takes and gives, said once: the document and its page are made of it. */
export interface Operation {
  summary: string;
  /** The query string. */
  query?: z.ZodType;
  /** The body, as JSON. */
  body?: z.ZodType;
  /** The body is a file's bytes. */
  bytes?: true;
  /** The answer, as JSON. Without `answer` and `file` there is none. */
  answer?: z.ZodType;
  /** The answer is a text of this media type. */
  file?: string;
  /** 200 where it is not given, 204 without an answer. */
  status?: number;
  /** Takes If-Match. */
  takesVersion?: true;
  /** Gives an ETag. */
  givesVersion?: true;
}
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];
export type Operations = Record<string, Partial<Record<Method, Operation>>>;
