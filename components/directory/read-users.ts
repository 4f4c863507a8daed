import { type Headings, knownColumns, readTable } from "@/components/imports/table";
import { ok, type Result } from "@/lib/errors";
import { decodeText, looksBinary } from "@/lib/pki/text";

/** One user of a list, named in at least one way. */
export interface ListedUser {
  row: number;
  account: string;
  dn: string;
  upn: string;
  /** A file's name or a certificate's text; empty: the one that names the UPN. */
  certificate: string;
}

const HEADINGS: Headings<"account" | "dn" | "upn" | "certificate"> = {
  account: ["account", "user", "username", "samaccountname", "sam", "ntaccount", "identity", "login"],
  dn: ["dn", "distinguishedname"],
  upn: ["upn", "userprincipalname"],
  certificate: ["certificate", "cert", "certificatefile", "file", "filename", "path", "blob", "base", "pem"],
};

/**
 * Users as a CSV whose first row names a column of them (`Get-ADUser | Export-Csv` writes one), or one user principal name or account a line.
 * Undefined where the bytes are something else. Errors: those of `readTable`.
 */
export function readUsers(bytes: Uint8Array): Result<ListedUser[]> | undefined {
  const text = decodeText(bytes)
    .replace(/^\ufeff/, "")
    .replace(/^#TYPE [^\r\n]*\r?\n/, "");
  if (looksBinary(new TextEncoder().encode(text.slice(0, 4096))) || text.includes("-----BEGIN"))
    return undefined;
  if (knownColumns(text, HEADINGS) === 0) return readLines(text);
  const table = readTable(text, HEADINGS);
  if (!table.ok) return table;
  return ok(
    table.value.rows.map(({ row, cell }) =>
      userOf(row, {
        account: cell("account"),
        dn: cell("dn"),
        upn: cell("upn"),
        certificate: cell("certificate"),
      }),
    ),
  );
}

/** Lines of which each looks like a user; base64 of a certificate does not. */
function readLines(text: string): Result<ListedUser[]> | undefined {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const users = lines.flatMap((line, index) => (line === "" ? [] : [{ row: index + 1, line }]));
  const isUser = ({ line }: { line: string }) => /^[^\s@\\]+@[^\s@\\]+$|^[^\s@\\]*\\[^\\]+$/.test(line);
  if (users.length === 0 || !users.every(isUser)) return undefined;
  return ok(users.map(({ row, line }) => userOf(row, { account: line, dn: "", upn: "", certificate: "" })));
}

function userOf(row: number, said: Omit<ListedUser, "row">): ListedUser {
  const upn = said.upn || (/^[^\\@]+@[^\\@]+$/.test(said.account) ? said.account : "");
  return { row, ...said, upn };
}
