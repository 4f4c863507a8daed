import { XmlElement } from "@rgrove/parse-xml";
import type { List, ListGroup, ListRow } from "@/components/imports/list";
import { fail, ok, type Result } from "@/lib/errors";
import { LineIndex, parseMarkup } from "@/lib/iis/xml";

/** Where IIS 6 kept one-to-one mappings: `/LM/W3SVC/<site>/Cert11/Mappings/<thumbprint or number>`. */
const LOCATION = /^\/LM\/W3SVC\/(\d+)\/(?:<nsepm>\/)?Cert11\/Mappings\/([^/]+)$/i;

/**
 * Identifiers of the properties (iiscnfg.h): IIS_MD_HTTP_BASE 2000 and 78 to 81. They have no name in the metabase's schema, so that they
 * stand as `Custom`. 83 is the password: it is never read.
 */
const PROPERTY = { certificate: "2078", account: "2079", name: "2080", enabled: "2081" } as const;

/** Whether a text is a metabase file or an export of one, with one-to-one mappings in it. */
export function looksLikeMetabase(text: string): boolean {
  return /^\s*</.test(text) && /Cert11\/Mappings\//i.test(text);
}

/**
 * The one-to-one mappings of a MetaBase.xml, or of what `iiscnfg /export` wrote, a group for each site. Many-to-one rules of IIS 6 are not read:
 * they lie there in a binary form that nobody documents.
 * Errors: `list-malformed`, and those of `parseMarkup`.
 */
export function readMetabase(text: string): Result<List> {
  const root = parseMarkup(text, new LineIndex(text));
  if (!root.ok) return root;
  const sites = new Map<string, ListRow[]>();
  for (const { site, values } of keysBelow(root.value)) {
    const rows = sites.get(site) ?? [];
    sites.set(site, rows);
    rows.push(rowOf(rows.length + 1, values));
  }
  const groups: ListGroup[] = [...sites].map(([site, rows]) => ({ label: `Site ${site}`, rows }));
  if (groups.length === 0)
    return fail("list-malformed", "The metabase holds no one-to-one mapping (Cert11/Mappings).");
  return ok({ kind: "iis6", groups, unused: [] });
}

function* keysBelow(element: XmlElement): Generator<{ site: string; values: Map<string, string> }> {
  for (const child of element.children) {
    if (!(child instanceof XmlElement)) continue;
    const [, site] = LOCATION.exec(child.attributes.Location?.trim() ?? "") ?? [];
    if (site === undefined) yield* keysBelow(child);
    else yield { site, values: valuesOf(child) };
  }
}

/** Values of the four properties by their identifier. */
function valuesOf(key: XmlElement): Map<string, string> {
  const wanted: readonly string[] = Object.values(PROPERTY);
  const values = new Map<string, string>();
  for (const child of key.children) {
    if (!(child instanceof XmlElement) || child.name !== "Custom") continue;
    const { ID = "", Value } = child.attributes;
    if (wanted.includes(ID)) values.set(ID, (Value ?? child.text).trim());
  }
  return values;
}

/** A mapping without the property "enabled" is a disabled one (IIsCertMapper.GetMapping). */
function rowOf(row: number, values: Map<string, string>): ListRow {
  const value = (id: string) => values.get(id) ?? "";
  const enabled = value(PROPERTY.enabled);
  return {
    row,
    account: value(PROPERTY.account),
    certificate: value(PROPERTY.certificate),
    name: value(PROPERTY.name),
    owner: "",
    tags: [],
    enabled: enabled !== "" && enabled !== "0" && enabled.toLowerCase() !== "false",
  };
}
