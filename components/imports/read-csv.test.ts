import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readList } from "@/components/imports/read-list";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 500;
const bytes = (text: string, encoding: BufferEncoding = "utf8") =>
  new Uint8Array(Buffer.from(text, encoding));

function listOf(input: Uint8Array | string) {
  const list = readList(typeof input === "string" ? bytes(input) : input);
  if (!list?.ok) throw new Error(list ? list.error.message : "not a list");
  return { ...list.value, rows: list.value.groups[0]?.rows ?? [] };
}
function codeOf(text: string): string | undefined {
  const list = readList(bytes(text));
  return list && (list.ok ? "ok" : list.error.code);
}
const PLAIN = "account,certificate\r\nCONTOSO\\änn,ann.cer\r\n";

describe("a CSV", () => {
  it("gives rows with every column, whatever their order and spelling", () => {
    const { rows, unused } = listOf(
      'Owner;Enabled;Certificate file;"Windows Account";TAGS;Mapping name;Password;Notes\r\n' +
        '"Ann; Sales";no;ann.cer;CONTOSO\\ann;vip, b|c;"The ""first"" one";secret;x\r\n\r\n;;b.cer;ben;;;;\r\n',
    );
    expect(rows).toEqual([
      {
        row: 2,
        account: "CONTOSO\\ann",
        certificate: "ann.cer",
        name: 'The "first" one',
        owner: "Ann; Sales",
        tags: ["vip", "b", "c"],
        enabled: false,
      },
      { row: 4, account: "ben", certificate: "b.cer", name: "", owner: "", tags: [], enabled: null },
    ]);
    expect(unused).toEqual(["Password", "Notes"]);
  });

  it.each([
    ["commas", PLAIN],
    ["semicolons", PLAIN.replaceAll(",", ";")],
    ["tabs", PLAIN.replaceAll(",", "\t")],
    ["sep=", `sep=;\r\n${PLAIN.replaceAll(",", ";")}`],
    ["LF", PLAIN.replaceAll("\r\n", "\n")],
    ["CR", PLAIN.replaceAll("\r\n", "\r")],
    ["no last line end", PLAIN.trim()],
    ["a UTF-8 mark", `\ufeff${PLAIN}`],
    ["UTF-16 LE", bytes(`\ufeff${PLAIN}`, "utf16le")],
    ["UTF-16 BE", new Uint8Array(Buffer.from(`\ufeff${PLAIN}`, "utf16le").swap16())],
    ["empty rows in front", `\r\n\r\n${PLAIN}`],
    ["more cells than columns", PLAIN.replace("ann.cer", "ann.cer,,,")],
  ])("is read with %s", (_, input) => {
    const { rows } = listOf(input);
    expect(rows.map(({ account, certificate }) => [account, certificate])).toEqual([
      ["CONTOSO\\änn", "ann.cer"],
    ]);
  });

  it("counts rows as a spreadsheet does, with sep= as the first", () => {
    expect(listOf(PLAIN).rows[0]?.row).toBe(2);
    expect(listOf(`sep=,\r\n${PLAIN}`).rows[0]?.row).toBe(3);
    const cell = '"-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----"';
    expect(listOf(`account,certificate\na,${cell}\nb,${cell}\n`).rows.map(({ row }) => row)).toEqual([2, 3]);
  });

  it.each([
    ["true", true],
    ["YES", true],
    ["-1", true],
    ["0", false],
    ["Disabled", false],
    ["", null],
  ])("reads %s as enabled", (text, enabled) => {
    const [row] = listOf(`account,certificate,enabled\na,b.cer,${text}\n`).rows;
    expect([row?.enabled, row?.problem]).toEqual([enabled, undefined]);
  });

  it("does not guess what enabled means", () => {
    const [row] = listOf("account,certificate,enabled\na,b.cer,perhaps\n").rows;
    expect(row?.problem).toMatchObject({ column: "enabled", code: "invalid-input" });
  });

  it.each([
    ["two columns of one kind", "account,user,certificate\na,b,c\n", "list-columns"],
    ["no certificate", "account,name,owner\na,b,c\n", "list-columns"],
    ["no account", "certificate,name\na,b\n", "list-columns"],
    ["no row", "account,certificate\n", "list-malformed"],
    ["a quote without end", 'account,certificate\na,"b\nc,d\n', "list-malformed"],
    ["ANSI letters", Buffer.from(PLAIN, "latin1"), "list-malformed"],
    ["too many rows", `account,certificate\n${"a,b\n".repeat(20_001)}`, "list-malformed"],
  ])("is refused with %s", (_, text, code) => {
    const list = readList(typeof text === "string" ? bytes(text) : new Uint8Array(text));
    expect(list && !list.ok && list.error.code).toBe(code);
  });

  it("is not seen in other files", () => {
    for (const text of ["", "hello", "a,b\n1,2\n", "-----BEGIN CERTIFICATE-----\nAA\n", "account"])
      expect([text, codeOf(text)]).toEqual([text, undefined]);
    expect(readList(new Uint8Array([0x30, 0x82, 1, 2]))).toBeUndefined();
  });

  it("gives rows or a coded error for anything", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('"', '""', ",", ";", "\n", "account", "enabled", "\ufeff"),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (table) => {
        const text = `account,certificate\n${table.map((cells) => cells.join(",")).join("\n")}`;
        const list = readList(bytes(text));
        if (list?.ok) expect(list.value.groups[0]?.rows.every(({ row }) => row > 1)).toBe(true);
        else expect(list?.error.code).toMatch(/^list-/);
      }),
      { numRuns: RUNS },
    );
  });
});
