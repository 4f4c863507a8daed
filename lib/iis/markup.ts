import type { Layout } from "@/lib/iis/layout";
import { readBool, readEnum, readFlags } from "@/lib/iis/schema";
import {
  type ManyToOneMapping,
  type OneToOneMapping,
  type Rule,
  type SectionName,
  type SiteConfig,
  SSL_FLAGS,
} from "@/lib/iis/site-config";
import { type AttributeWish, escapeValue } from "@/lib/iis/start-tag";

/*
 * Elements as Certmap writes them. Defaults are spelled out, so that a reader need not know the schema; existing elements
 * may leave them out (`mayBeAbsent`) or spell them in another way (`same`) and then stay as they are.
 */

export interface Wish extends AttributeWish {
  mayBeAbsent?: boolean;
}

function bool(name: string, value: boolean): Wish {
  return { name, value: String(value), same: (raw) => readBool(raw) === value };
}

function choice(name: string, value: string): Wish {
  return { name, value, same: (raw) => readEnum([value], raw) !== undefined };
}

/** The attributes of a section, all of them explicit: an inherited value could change behind our back. */
export function sectionWishes<S extends SectionName>(section: S, value: Required<SiteConfig>[S]): Wish[];
export function sectionWishes(_section: SectionName, value: Required<SiteConfig>[SectionName]): Wish[] {
  if ("sslFlags" in value) {
    const flags = SSL_FLAGS.filter((flag) => value.sslFlags.includes(flag));
    const same = (raw: string) => {
      const read = readFlags(SSL_FLAGS, raw);
      return read.unknown.length === 0 && read.flags.join() === flags.join();
    };
    return [{ name: "sslFlags", value: flags.join(", ") || "None", same }];
  }
  const wishes = [bool("enabled", value.enabled)];
  if (!("oneToOneMappings" in value)) return wishes;
  return [
    ...wishes,
    bool("oneToOneCertificateMappingsEnabled", value.oneToOneCertificateMappingsEnabled),
    bool("manyToOneCertificateMappingsEnabled", value.manyToOneCertificateMappingsEnabled),
    choice("logonMethod", value.logonMethod),
    { name: "defaultLogonDomain", value: value.defaultLogonDomain },
  ];
}

export function oneToOneWishes(mapping: OneToOneMapping, password: string | undefined): Wish[] {
  return [
    { ...bool("enabled", mapping.enabled), mayBeAbsent: mapping.enabled },
    { name: "userName", value: mapping.userName, mayBeAbsent: mapping.userName === "" },
    { name: "password", value: password },
    { name: "certificate", value: mapping.certificate },
  ];
}

export function manyToOneWishes(mapping: ManyToOneMapping, password: string | undefined): Wish[] {
  const { name, description, enabled, permissionMode, userName } = mapping;
  return [
    { name: "name", value: name },
    { name: "description", value: description, mayBeAbsent: description === "" },
    { ...bool("enabled", enabled), mayBeAbsent: enabled },
    { ...choice("permissionMode", permissionMode), mayBeAbsent: permissionMode === "Allow" },
    { name: "userName", value: userName },
    { name: "password", value: password },
  ];
}

export function ruleWishes(rule: Rule): Wish[] {
  return [
    choice("certificateField", rule.certificateField),
    { name: "certificateSubField", value: rule.certificateSubField },
    { name: "matchCriteria", value: rule.matchCriteria },
    { ...bool("compareCaseSensitive", rule.compareCaseSensitive), mayBeAbsent: rule.compareCaseSensitive },
  ];
}

/** Attributes of a new element; an empty description is nothing to write. */
function attributes(wishes: readonly Wish[], layout: Layout): string {
  return wishes
    .filter(({ name, value }) => value !== undefined && !(name === "description" && value === ""))
    .map(({ name, value }) => ` ${name}="${escapeValue(value ?? "", '"', layout.asciiOnly)}"`)
    .join("");
}

/** A new element without indentation of its first line; `indent` is what its own line starts with. */
export function newElement(
  name: string,
  wishes: readonly Wish[],
  children: readonly ((indent: string) => string)[],
  layout: Layout,
  indent: string,
): string {
  if (children.length === 0) return `<${name}${attributes(wishes, layout)} />`;
  const inner = indent + layout.unit;
  const body = children.map((child) => layout.newline + inner + child(inner)).join("");
  return `<${name}${attributes(wishes, layout)}>${body}${layout.newline}${indent}</${name}>`;
}

export function newOneToOne(mapping: OneToOneMapping, password: string | undefined, layout: Layout): string {
  return newElement("add", oneToOneWishes(mapping, password), [], layout, "");
}

export function newManyToOne(
  mapping: ManyToOneMapping,
  password: string | undefined,
  layout: Layout,
  indent: string,
): string {
  const rules = mapping.rules.map((rule) => () => newElement("add", ruleWishes(rule), [], layout, ""));
  const list = (inner: string) => newElement("rules", [], rules, layout, inner);
  return newElement(
    "add",
    manyToOneWishes(mapping, password),
    rules.length > 0 ? [list] : [],
    layout,
    indent,
  );
}
