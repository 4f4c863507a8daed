import {
  Accounts,
  type Attributes,
  manyToOneAttributes,
  oneToOneAttributes,
  planSections,
  type Value,
} from "@/lib/iis/render/plan";
import { quotePowerShell } from "@/lib/iis/render/quote";
import {
  LOGON_METHODS,
  type ManyToOneMapping,
  PERMISSION_MODES,
  type SiteConfig,
  type SslFlag,
} from "@/lib/iis/site-config";

/** The parts of an IISAdministration script that the PowerShell, DSC and Ansible renderers share. */

export function literal(value: Value): string {
  return typeof value === "boolean" ? `$${value}` : quotePowerShell(value);
}

export function hashtable(attributes: Attributes, password?: string): string {
  const pairs = attributes.map(([name, value]) => `${name} = ${literal(value)}`);
  if (password !== undefined) pairs.push(`password = ${password}`);
  return `@{ ${pairs.join("; ")} }`;
}

export function sectionCommand(path: string, scope: string): string {
  return `Get-IISConfigSection -SectionPath '${path}'${scope === "" ? "" : ` -Location ${quotePowerShell(scope)}`}`;
}

/** Writes every section within one commit; `password` gives the expression for account number n. */
export function commitLines(
  config: SiteConfig,
  scope: string,
  password: (account: number) => string,
): string[] {
  const lines = ["Start-IISCommitDelay", "try {"];
  const accounts = new Accounts(config);
  const add = (...more: string[]) => lines.push(...more.map((line) => (line === "" ? "" : `    ${line}`)));
  for (const { name, path, attributes, lists } of planSections(config)) {
    const section = `$${name}Section`;
    if (lines.length > 2) add("");
    add(`${section} = ${sectionCommand(path, scope)}`);
    for (const [attribute, value] of attributes)
      add(
        `Set-IISConfigAttributeValue -ConfigElement ${section} -AttributeName '${attribute}' -AttributeValue ${literal(value)}`,
      );
    if (!lists) continue;
    const passwordOf = (mapping: Parameters<Accounts["numberOf"]>[0]) => {
      const account = accounts.numberOf(mapping);
      return account === undefined ? undefined : password(account);
    };
    add("", ...collectionLines("$oneToOneMappingsCollection", section, "oneToOneMappings"));
    lists.oneToOneMappings.forEach((mapping, index) => {
      add(
        newElement(
          "$oneToOneMappingsCollection",
          index,
          hashtable(oneToOneAttributes(mapping), passwordOf(mapping)),
        ),
      );
    });
    add("", ...collectionLines("$manyToOneMappingsCollection", section, "manyToOneMappings"));
    lists.manyToOneMappings.forEach((mapping, index) => {
      const made = newElement(
        "$manyToOneMappingsCollection",
        index,
        hashtable(manyToOneAttributes(mapping), passwordOf(mapping)),
      );
      add(
        ...(mapping.rules.length === 0 ? [made] : [`$addElement = ${made} -Passthru`, ...ruleLines(mapping)]),
      );
    });
  }
  // Everything is written at once or not at all; a script that fails half way must not leave the delay open.
  return [
    ...lines,
    "    Stop-IISCommitDelay",
    "}",
    "catch {",
    "    Stop-IISCommitDelay -Commit $false",
    "    throw",
    "}",
  ];
}

function collectionLines(variable: string, section: string, name: string): string[] {
  return [
    `${variable} = Get-IISConfigCollection -ConfigElement ${section} -CollectionName '${name}'`,
    `Clear-IISConfigCollection -ConfigCollection ${variable} -Confirm:$false`,
  ];
}

function ruleLines(mapping: ManyToOneMapping): string[] {
  return [
    "$rulesCollection = Get-IISConfigCollection -ConfigElement $addElement -CollectionName 'rules'",
    ...mapping.rules.map((rule, index) =>
      newElement("$rulesCollection", index, hashtable(Object.entries(rule))),
    ),
  ];
}

function newElement(collection: string, index: number, attributes: string): string {
  return `New-IISConfigCollectionElement -ConfigCollection ${collection} -AddAt ${index} -ConfigAttribute ${attributes}`;
}

// IIS's API answers enums and flags as numbers (IIS_schema.xml).
const SSL_BITS: Record<SslFlag, number> = { Ssl: 8, SslNegotiateCert: 32, SslRequireCert: 64, Ssl128: 256 };
const SEPARATOR = "[char]31";

/**
 * Leaves `$wanted` and `$actual`, two lists of texts that are equal when the server has this configuration, passwords
 * aside: nobody can read those back.
 */
export function compareLines(config: SiteConfig, scope: string): string[] {
  const wanted: string[] = [];
  const actual: string[] = [];
  for (const { name, path, attributes, lists } of planSections(config)) {
    const section = `$${name}Section`;
    actual.push(`${section} = ${sectionCommand(path, scope)}`);
    for (const [attribute, value] of attributes) {
      wanted.push(literal(String(numbered(config, attribute, value))));
      const read = `${section}.GetAttributeValue('${attribute}')`;
      actual.push(
        `$actual += [string] ${typeof numbered(config, attribute, value) === "number" ? `[int] ${read}` : read}`,
      );
    }
    if (!lists) continue;
    for (const mapping of lists.oneToOneMappings)
      wanted.push(record([mapping.enabled, mapping.userName, mapping.certificate]));
    for (const mapping of lists.manyToOneMappings) {
      const mode = PERMISSION_MODES.indexOf(mapping.permissionMode) + 1;
      wanted.push(record([mapping.name, mapping.description, mapping.enabled, mode, mapping.userName ?? ""]));
      for (const rule of mapping.rules)
        wanted.push(
          record([
            rule.certificateField === "Subject" ? 1 : 2,
            rule.certificateSubField,
            rule.matchCriteria,
            rule.compareCaseSensitive,
          ]),
        );
    }
    actual.push(...readListLines(section));
  }
  return [
    "$wanted = @(",
    ...wanted.map((text) => `    ${text}`),
    ")",
    "$actual = @()",
    ...actual,
    "$same = ($wanted -join [char]30) -ceq ($actual -join [char]30)",
  ];
}

function numbered(config: SiteConfig, attribute: string, value: Value): Value | number {
  if (attribute === "sslFlags")
    return (config.access?.sslFlags ?? []).reduce((sum, flag) => sum + SSL_BITS[flag], 0);
  if (attribute === "logonMethod") return LOGON_METHODS.map(String).indexOf(String(value));
  return typeof value === "boolean" ? (value ? "True" : "False") : value;
}

function record(values: readonly (boolean | number | string)[]): string {
  const texts = values.map((value) =>
    literal(typeof value === "boolean" ? (value ? "True" : "False") : String(value)),
  );
  return `(${texts.join(", ")} -join ${SEPARATOR})`;
}

function readListLines(section: string): string[] {
  const get = (owner: string, name: string) =>
    `(Get-IISConfigCollection -ConfigElement ${owner} -CollectionName '${name}')`;
  const value = (element: string, name: string, number = false) =>
    `${number ? "[int] " : ""}${element}.GetAttributeValue('${name}')`;
  return [
    `foreach ($mapping in ${get(section, "oneToOneMappings")}) {`,
    `    $actual += ${value("$mapping", "enabled")}, ${value("$mapping", "userName")}, ${value("$mapping", "certificate")} -join ${SEPARATOR}`,
    "}",
    `foreach ($mapping in ${get(section, "manyToOneMappings")}) {`,
    `    $mode = ${value("$mapping", "permissionMode", true)}`,
    `    $actual += ${value("$mapping", "name")}, ${value("$mapping", "description")}, ${value("$mapping", "enabled")}, $mode, ${value("$mapping", "userName")} -join ${SEPARATOR}`,
    `    foreach ($rule in ${get("$mapping", "rules")}) {`,
    `        $field = ${value("$rule", "certificateField", true)}`,
    `        $actual += $field, ${value("$rule", "certificateSubField")}, ${value("$rule", "matchCriteria")}, ${value("$rule", "compareCaseSensitive")} -join ${SEPARATOR}`,
    "    }",
    "}",
  ];
}
