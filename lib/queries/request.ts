import type { z } from "zod";
import { ApiError, errorOf } from "@/lib/queries/api-error";
import { awayHeaders } from "@/lib/queries/away";

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a Blob is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The version that the person saw, for `If-Match`. */
  version?: number;
  signal?: AbortSignal;
}

/** Asks the console. Throws an ApiError for everything that is not 2xx, and when nobody answers. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = "GET", body, version, signal } = options;
  const headers: Record<string, string> = {
    accept: "application/json",
    ...awayHeaders(),
    ...options.headers,
  };
  if (version !== undefined) headers["if-match"] = `"${version}"`;
  if (body !== undefined) headers["content-type"] ??= "application/json";
  const payload = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: payload, signal, credentials: "same-origin" });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw ApiError.of(
      "console-unreachable",
      "The console cannot be reached. Check the connection and that it is running, then try again.",
    );
  }
  if (!response.ok) throw await errorOf(response);
  return response;
}

/** The answer, parsed by the schema that the route shares. */
export async function request<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (answer.success) return answer.data;
  const issue = answer.error.issues[0];
  throw ApiError.of(
    "internal",
    `The console's answer was not understood (${issue?.path.join(".")}: ${issue?.message}). Reload the page: it may be older than the console.`,
  );
}
