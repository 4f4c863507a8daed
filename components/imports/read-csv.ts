import type { List, ListRow } from "@/components/imports/list";
import { type Headings, knownColumns, readTable, type TableRow } from "@/components/imports/table";
import type { ImportColumn } from "@/lib/api/imports";
import { fail, ok, type Result } from "@/lib/errors";

/** `ntacct` and its like are what scripts for IIS 6 wrote. */
const HEADINGS: Headings<ImportColumn> = {
  account: [
    "account",
    "accountname",
    "windowsaccount",
    "mappedaccount",
    "user",
    "username",
    "useraccount",
    "samaccountname",
    "upn",
    "userprincipalname",
    "ntacct",
    "ntaccount",
    "mapntacct",
    "bstrntacct",
  ],
  certificate: [
    "certificate",
    "cert",
    "certificatefile",
    "certfile",
    "certificatepath",
    "certificateblob",
    "file",
    "filename",
    "path",
    "blob",
    "base",
    "pem",
    "mapcert",
    "vcert",
  ],
  name: ["name", "mapping", "mappingname", "label", "displayname", "friendlyname", "mapname", "bstrname"],
  owner: ["owner", "responsible", "contact"],
  tags: ["tags", "tag", "labels"],
  enabled: ["enabled", "active", "mapenabled", "lenabled"],
};

const YES = new Set(["true", "yes", "y", "1", "-1", "on", "enabled", "active"]);
const NO = new Set(["false", "no", "n", "0", "off", "disabled", "inactive"]);

/** The rows of a list as CSV. Errors: those of `readTable`, and `list-columns` where account or certificate is missing. */
export function readCsv(text: string): Result<List> {
  const table = readTable(text, HEADINGS);
  if (!table.ok) return table;
  const { columns, rows, unused } = table.value;
  const missing = (["account", "certificate"] as const).find((column) => !columns.has(column));
  if (missing)
    return fail(
      "list-columns",
      `The first row has no column for the ${missing}. Name the columns account, certificate and, where you want them, name, owner, tags, enabled.`,
    );
  return ok({ kind: "csv", groups: [{ label: "", rows: rows.map(rowOf) }], unused });
}

/** Whether the first row names two columns of a list. */
export function looksLikeCsv(text: string): boolean {
  return knownColumns(text, HEADINGS) >= 2;
}

function rowOf({ row, cell }: TableRow<ImportColumn>): ListRow {
  const said = cell("enabled").toLowerCase();
  const read: ListRow = {
    row,
    account: cell("account"),
    certificate: cell("certificate"),
    name: cell("name"),
    owner: cell("owner"),
    tags: cell("tags")
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    enabled: YES.has(said) ? true : NO.has(said) ? false : null,
  };
  if (said !== "" && read.enabled === null) {
    const message = `"${said.slice(0, 40)}" is neither yes nor no. Write true or false.`;
    return { ...read, problem: { column: "enabled", message, code: "invalid-input" } };
  }
  return read;
}
