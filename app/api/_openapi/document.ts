import { z } from "zod";
import { problemSchema } from "@/lib/api/problem";
import type { OperationRow } from "./rows";

export type JsonObject = Record<string, unknown>;

/** A zod schema as JSON Schema 2020-12, which is OpenAPI 3.1's own. `input`: what a caller may send; else what an answer holds. */
export function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  // A transformed or lazy part has no form of its own: anything, rather than a wrong promise.
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return made;
}

/** The OpenAPI 3.1 document of the public API, from the table of routes alone. */
export function openApiDocument(rows: readonly OperationRow[]): JsonObject {
  const schemas: Record<string, unknown> = { Problem: jsonSchema(problemSchema, "output") };
  const paths: Record<string, JsonObject> = {};
  for (const row of rows) {
    paths[row.path] ??= {};
    Object.assign(paths[row.path] ?? {}, { [row.method.toLowerCase()]: operationOf(row, schemas) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Certmap",
      version: "1",
      description:
        "Mapping of client certificates to Windows accounts on IIS. Errors are problem+json with a stable code. Lists are paged by cursor. A POST with an Idempotency-Key happens once.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: [...new Set(rows.map(({ noun }) => noun))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, certmap_..." },
      },
      responses: {
        Problem: {
          description: "What is wrong, where, and what to do",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
        TooMany: {
          description: "Too many requests; nothing was done",
          headers: { "Retry-After": { description: "Seconds", schema: { type: "integer" } } },
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

function operationOf(
  { path, method, noun, operation, roles }: OperationRow,
  schemas: JsonObject,
): JsonObject {
  const id = `${method.toLowerCase()}${path.replace("/api/v1", "").replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())}`;
  const own = (part: string, schema: z.ZodType, io: "input" | "output") =>
    hoist(`${id}${part}`, jsonSchema(schema, io), schemas);
  const { summary, query, body, bytes } = operation;
  const content =
    body !== undefined
      ? { "application/json": { schema: own("Body", body, "input") } }
      : bytes && { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  return {
    operationId: id,
    tags: [noun],
    summary,
    description:
      roles === null ? "Takes a link's own token; no session, no API token." : `Roles: ${roles.join(", ")}.`,
    ...(roles === null && { security: [] }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        ...{ name, in: "path", required: true, schema: { type: "string" } },
      })),
      ...(query === undefined ? [] : queryParameters(own("Query", query, "input"))),
      ...(operation.takesVersion ? [header("If-Match", 'The version that was seen, such as "3"')] : []),
      ...(method === "POST" && roles !== null
        ? [header("Idempotency-Key", "A new UUID; the same request with it happens once within 24 hours")]
        : []),
    ],
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      ...answerOf(operation, (schema) => own("Answer", schema, "output")),
      429: { $ref: "#/components/responses/TooMany" },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function answerOf(
  { answer, file, status, givesVersion }: OperationRow["operation"],
  own: (schema: z.ZodType) => JsonObject,
): JsonObject {
  const content =
    answer !== undefined
      ? { "application/json": { schema: own(answer) } }
      : file !== undefined && { [file]: { schema: { type: "string" } } };
  return {
    [status ?? (content ? 200 : 204)]: {
      description: content ? "Done" : "Done; there is no body",
      ...(givesVersion && {
        headers: { ETag: { description: "The version, for If-Match", schema: { type: "string" } } },
      }),
      ...(content && { content }),
    },
  };
}

function header(name: string, description: string): JsonObject {
  return { name, in: "header", required: false, description, schema: { type: "string" } };
}

function queryParameters({ properties, required }: JsonObject): JsonObject[] {
  const needed: unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(properties ?? {}).map(([name, schema]) => ({
    ...{ name, in: "query", required: needed.includes(name), schema },
  }));
}

/** A schema's own definitions become components: inside the document "#" is the document. */
function hoist(id: string, { $defs, ...schema }: JsonObject, schemas: JsonObject): JsonObject {
  const moved = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', `"#/components/schemas/${id}.`));
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[`${id}.${name}`] = moved(definition);
  return moved(schema);
}
