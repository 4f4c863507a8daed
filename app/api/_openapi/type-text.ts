import type { JsonObject } from "./document";

const DEEPEST = 4;

/** A JSON Schema as people read a type: `{ name: string; days?: number }`. What is nested deeper than four levels is `...`. */
export function typeText(schema: unknown, depth = 0): string {
  if (!isObject(schema)) return "any";
  const { type, properties, items, required, additionalProperties } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (Array.isArray(choices)) return choices.map((each) => typeText(each, depth)).join(" | ");
  if (type === "array") return items === undefined ? "any[]" : `(${typeText(items, depth)})[]`;
  if (type === "object") {
    if (depth === DEEPEST) return "{ ... }";
    if (!isObject(properties))
      return isObject(additionalProperties)
        ? `{ [name]: ${typeText(additionalProperties, depth + 1)} }`
        : "{}";
    const needed: unknown[] = Array.isArray(required) ? required : [];
    const pad = "  ".repeat(depth + 1);
    const lines = Object.entries(properties).map(
      ([name, each]) => `${pad}${name}${needed.includes(name) ? "" : "?"}: ${typeText(each, depth + 1)}`,
    );
    return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
  }
  if (type === "string" && typeof schema.format === "string") return `string (${schema.format})`;
  return typeof type === "string" ? type : "any";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
