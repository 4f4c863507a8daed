import { XmlElement } from "@rgrove/parse-xml";
import type { ConfigFile, ConfigProblem } from "@/lib/iis/config-file";
import {
  type AttributeSchema,
  type ElementSchema,
  IIS_SCHEMA,
  readBool,
  readEnum,
  readFlags,
} from "@/lib/iis/schema";
import { SECTION_NAMES, type SectionName } from "@/lib/iis/site-config";
import { attributeSpans, startTagAt } from "@/lib/iis/start-tag";

/** Attributes that every configuration element may carry (Microsoft Learn: locking). */
const GENERAL =
  /^(lock(Attributes|AllAttributesExcept|Elements|AllElementsExcept|Item)|configSource|xmlns|xml:.*|xmlns:.*)$/;

type Source = Pick<ConfigFile, "text" | "lines" | "places">;
type Report = (
  element: XmlElement,
  code: ConfigProblem["code"],
  message: string,
  more?: { attribute?: string; hresult?: ConfigProblem["hresult"]; blocking?: boolean },
) => void;

/**
 * What IIS would refuse in the owned sections of a file, by IIS_schema.xml: validators run when the XML is read, and one
 * finding makes every request that uses the section fail with 500.19.
 */
export function validateSections(file: Source): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const seen = new Map<string, XmlElement>();
  for (const place of file.places) {
    for (const section of SECTION_NAMES) {
      for (const element of place.sections.get(section) ?? []) {
        const report = reporter(file, section, place.path, problems);
        const key = `${section} ${place.key}`;
        if (seen.has(key)) {
          const message = `${section} stands twice for ${place.path === "" ? "the server" : `"${place.path}"`}: a section may appear once per scope.`;
          report(element, "duplicate-section", message, { hresult: "0x800700b7", blocking: true });
        }
        seen.set(key, element);
        validateElement(element, IIS_SCHEMA[section], report);
      }
    }
  }
  return problems;
}

function reporter(file: Source, section: SectionName, scope: string, problems: ConfigProblem[]): Report {
  return (element, code, message, { attribute, hresult = "0x8007000d", blocking = false } = {}) => {
    let offset = element.start;
    if (attribute !== undefined) {
      const span = attributeSpans(startTagAt(file.text, offset)).find(({ name }) => name === attribute);
      // A span starts with the white space before the name.
      if (span)
        offset +=
          span.valueStart -
          1 -
          file.text.slice(offset + span.start, offset + span.valueStart - 1).trimStart().length;
    }
    const certainty = code === "duplicate-section" ? "assumed" : "documented";
    problems.push({
      code,
      message,
      ...file.lines.at(offset),
      status: "500.19",
      hresult,
      section,
      scope,
      certainty,
      blocking,
    });
  };
}

function validateElement(element: XmlElement, schema: ElementSchema, report: Report): void {
  validateAttributes(element, schema.attributes, report);
  const keys = new Set<string>();
  const children = new Set<string>();
  for (const child of element.children) {
    if (!(child instanceof XmlElement)) {
      if (child.type !== "pi" && "text" in child && child.text.trim() !== "") {
        report(element, "unexpected-text", `<${element.name}> holds text, which no section may.`);
      }
      continue;
    }
    const nested = schema.elements?.[child.name];
    const { collection } = schema;
    if (nested) {
      if (children.has(child.name)) {
        const message = `<${child.name}> stands twice in <${element.name}>.`;
        report(child, "duplicate-element", message, { hresult: "0x800700b7", blocking: true });
      }
      children.add(child.name);
      validateElement(child, nested, report);
    } else if (collection && child.name === collection.add) {
      validateElement(child, collection.item, report);
      const key = keyOf(child, collection.item);
      if (keys.has(key)) {
        const message = `This <${child.name}> repeats the key of an earlier one (${keyNames(collection.item)}).`;
        report(child, "duplicate-key", message, { hresult: "0x800700b7" });
      }
      keys.add(key);
    } else if (collection && child.name === collection.clear) {
      keys.clear();
    } else if (collection && child.name === collection.remove) {
      keys.delete(keyOf(child, collection.item));
    } else if (child.name === "remove") {
      const message = `<${element.name}> knows no <remove>: only <add> and <clear />.`;
      report(child, "remove-not-allowed", message, { blocking: true });
    } else {
      report(child, "unknown-element", `<${element.name}> knows no element <${child.name}>.`);
    }
  }
}

function validateAttributes(element: XmlElement, schema: ElementSchema["attributes"], report: Report): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    const attribute = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (attribute) validateValue(element, name, value, attribute, report);
    else if (!GENERAL.test(name)) {
      report(element, "unknown-attribute", `<${element.name}> knows no attribute ${name}.`, {
        attribute: name,
      });
    }
  }
  for (const [name, { required }] of Object.entries(schema)) {
    if (required && element.attributes[name] === undefined) {
      report(element, "missing-attribute", `<${element.name}> needs the attribute ${name}.`, {
        blocking: true,
      });
    }
  }
}

function validateValue(
  element: XmlElement,
  name: string,
  value: string,
  schema: AttributeSchema,
  report: Report,
): void {
  const where = { attribute: name, blocking: true };
  const values = schema.values ?? [];
  if (schema.type === "bool" && readBool(value) === undefined) {
    report(element, "bad-bool", `${name} must be true or false.`, where);
  } else if (schema.type === "enum" && readEnum(values, value) === undefined) {
    report(element, "bad-enum", `${name} must be one of ${values.join(", ")}.`, where);
  } else if (schema.type === "flags") {
    for (const unknown of readFlags(values, value).unknown)
      validateFlag(element, name, unknown, values, report);
  } else if (schema.nonEmpty && value === "") {
    report(element, "empty-value", `${name} must not be empty.`, where);
  }
}

function validateFlag(
  element: XmlElement,
  name: string,
  unknown: string,
  values: readonly string[],
  report: Report,
): void {
  if (unknown.toLowerCase() === "sslmapcert") {
    const message =
      "SslMapCert is in older documentation only, no schema of IIS 7 or later knows it: remove it.";
    report(element, "ssl-map-cert", message, { attribute: name });
  } else {
    const message = `${name} knows no ${unknown}, only None, ${values.join(", ")}.`;
    report(element, "bad-flag", message, { attribute: name, blocking: true });
  }
}

/** Defaults take part in a key; text is compared without case unless the schema says otherwise. */
function keyOf(element: XmlElement, schema: ElementSchema): string {
  const parts: string[] = [];
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (!attribute.key) continue;
    const value = element.attributes[name] ?? attribute.default ?? "";
    parts.push(attribute.caseSensitive ? value : value.toLowerCase());
  }
  return parts.length === 1 ? (parts[0] ?? "") : JSON.stringify(parts);
}

function keyNames(schema: ElementSchema): string {
  return Object.entries(schema.attributes)
    .filter(([, attribute]) => attribute.key)
    .map(([name]) => name)
    .join(", ");
}
