/** Finds every place for a text in a schema, and makes bodies with one text in it. Only tests import this file. */
import type { z } from "zod";

export interface HostileBody {
  /** `config.access.sslFlags[]`: where the text stands. */
  field: string;
  body: unknown;
}

/** What is known to exist, by the name of a field: an id that is one. */
export type Known = Record<string, unknown>;

type Type = z.core.$ZodType;
type Def = z.core.$ZodTypes["_zod"]["def"];
const defOf = (schema: Type) => schema._zod.def as Def;

/** A value that the schema takes, or nearly: a text whose rule is a pattern of its own is just `x`. */
export function sampleOf(schema: Type, known: Known, name = ""): unknown {
  const def = defOf(schema);
  const given = known[name];
  if (given !== undefined && (schema as z.ZodType).safeParse(given).success) return given;
  switch (def.type) {
    case "object":
      return objectOf(def.shape, known);
    case "array":
      return [sampleOf(def.element, known, name)];
    case "union":
      return sampleOf(first(def.options), known, name);
    case "optional":
    case "default":
    case "prefault":
      return undefined;
    case "nullable":
      return null;
    case "readonly":
    case "nonoptional":
    case "catch":
      return sampleOf(def.innerType, known, name);
    case "pipe":
      return sampleOf(def.in, known, name);
    case "enum":
      return Object.values(def.entries)[0];
    case "literal":
      return def.values[0];
    case "number":
      return 1;
    case "boolean":
      return false;
    case "record":
      return {};
    case "string":
      return textFor(schema);
    default:
      return null;
  }
}

/** One body for each place in the schema that takes a text; names of a record are such places. */
export function* bodiesWith(schema: Type, text: string, known: Known, name = ""): Generator<HostileBody> {
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "any":
    case "unknown":
      return yield { field: "", body: text };
    case "object":
      for (const [key, each] of Object.entries(def.shape))
        for (const { field, body } of bodiesWith(each, text, known, key))
          yield { field: join(key, field), body: { ...objectOf(def.shape, known), [key]: body } };
      return;
    case "array":
      for (const { field, body } of bodiesWith(def.element, text, known, name))
        yield { field: join("[]", field), body: [body] };
      return;
    case "union":
      for (const option of def.options) yield* bodiesWith(option, text, known, name);
      return;
    case "optional":
    case "default":
    case "prefault":
    case "nullable":
    case "readonly":
    case "nonoptional":
    case "catch":
      return yield* bodiesWith(def.innerType, text, known, name);
    case "pipe":
      return yield* bodiesWith(def.in, text, known, name);
    case "record":
      yield { field: "{name}", body: { [text]: sampleOf(def.valueType, known) } };
      for (const { field, body } of bodiesWith(def.valueType, text, known))
        yield { field: join("{}", field), body: { x: body } };
      return;
    case "lazy":
      return yield { field: "", body: text };
    case "enum":
    case "literal":
    case "number":
    case "boolean":
    case "null":
      return;
    default:
      // A kind of schema that nobody taught this file must not hide a text.
      throw new Error(`text-fields.ts does not know what to do with ${def.type} at ${name}.`);
  }
}

function objectOf(shape: Record<string, Type>, known: Known): Record<string, unknown> {
  const entries = Object.entries(shape).map(([key, each]) => [key, sampleOf(each, known, key)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const CANDIDATES = [
  "0190a000-0000-7000-8000-000000000000",
  "ann@example.com",
  "2000-01-01T00:00:00.000Z",
  "2000-01-01",
  "https://siem.example.com/",
  "a long walk by the river",
  "0".repeat(64),
  "1.2.3",
];

function textFor(schema: Type): string {
  return ["x", ...CANDIDATES].find((text) => (schema as z.ZodType).safeParse(text).success) ?? "x";
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("A union has options.");
  return item;
}

function join(key: string, rest: string): string {
  if (rest === "") return key;
  return rest.startsWith("[") ? `${key}${rest}` : `${key}.${rest}`;
}
