import { describe, expect, it } from "vitest";
import * as der from "@/lib/pki/fixtures/encode";
import { type CertificateWishes, certificate } from "@/lib/pki/fixtures/openssl";
import { codeOf, parsed } from "@/lib/pki/fixtures/parsed";
import { displayName, formatWindows } from "@/lib/pki/names";

const EVERY_ATTRIBUTE: CertificateWishes = {
  subject:
    "/DC=com/DC=contoso/C=DE/ST=Bayern/L=Hof/street=Weg 1/postalCode=95028/O=Contoso/OU=IT/title=Dr/GN=Ann/SN=Lee/initials=AL/serialNumber=77/CN=Ann Lee/emailAddress=ann@contoso.com/UID=al",
};
const MULTI_VALUED: CertificateWishes = {
  subject: "/C=DE/CN=Ann+UID=4711+emailAddress=ann@contoso.com",
  options: ["-multivalue-rdn"],
};

describe("strings, serials, dates and identifiers that openssl would not make", () => {
  const named = (tag: number, value: Uint8Array, type = "2.5.4.3") =>
    parsed(der.build({ subject: der.name([type, der.node(tag, value)]) }));

  it("reads UniversalString, and a value that is no string as hex", () => {
    expect(named(0x1c, der.octets(0, 0, 0, 0x5a, 0, 1, 0xf5, 0x11)).subjectName[0]?.[0]?.value).toBe("Z🔑");
    expect(named(0x1c, der.octets(0, 0, 0xd8, 0)).subject).toBe("CN=#1c040000d800");
    expect(named(0x1c, der.octets(0)).subject).toBe("CN=#1c0100");
    expect(named(0x1e, der.octets(0)).subject).toBe("CN=#1e0100");
    expect(named(0x03, der.octets(0, 1)).subject).toBe("CN=#03020001");
  });

  it("replaces what no name honestly holds: invalid UTF-8, NUL, lone surrogates", () => {
    expect(named(0x0c, der.octets(0x41, 0xff)).subject).toBe("CN=A\ufffd");
    expect(named(0x0c, der.octets(0xc3, 0xa4, 0)).subject).toBe("CN=ä\ufffd");
    expect(named(0x13, der.octets(0x41, 0, 0x42)).subject).toBe("CN=A\ufffdB");
    expect(named(0x1e, der.octets(0xd8, 0, 0, 0)).subject).toBe("CN=\ufffd\ufffd");
  });

  it("escapes control characters as hex pairs", () => {
    expect(named(0x0c, der.ascii("a\r\nb\x7f")).subject).toBe("CN=a\\0D\\0Ab\\7F");
  });

  it("keeps the bytes of a type without a short name", () => {
    expect(named(0x0c, der.ascii("x"), "1.2.3")).toMatchObject({
      subject: "1.2.3=#0c0178",
      subjectName: [[{ oid: "1.2.3", value: "x", encoded: "#0c0178" }]],
    });
  });

  it.each([
    ["negative", [0xff], "ff"],
    ["negative of two bytes", [0x80, 0x01], "8001"],
    ["zero", [0x00], "00"],
    ["zero written twice", [0x00, 0x00], "00"],
    ["sign byte", [0x00, 0xff], "ff"],
    ["30 bytes", Array(30).fill(0x11), "11".repeat(30)],
  ])("reads a %s serial", (_, bytes, hex) => {
    expect(parsed(der.build({ serial: der.node(0x02, der.octets(...bytes)) })).serialNumber).toBe(hex);
  });

  it.each([
    ["260102030405Z", "2026-01-02T03:04:05Z"],
    ["490101000000Z", "2049-01-01T00:00:00Z"],
    ["500101000000Z", "1950-01-01T00:00:00Z"],
    ["20260102030405Z", "2026-01-02T03:04:05Z"],
    ["20260102030405.5Z", "2026-01-02T03:04:05Z"],
    ["00010102030405Z", "0001-01-02T03:04:05Z"],
    ["20260102030405+0130", "2026-01-02T01:34:05Z"],
    ["20260102030405-0130", "2026-01-02T04:34:05Z"],
    ["20260231000000Z", undefined],
    ["20260102250000Z", undefined],
    ["20260102030405", undefined],
    ["99991231235959-1000", undefined],
    ["yesterday", undefined],
  ])("reads the date %s as %s", (text, iso) => {
    const first = der.node(text.length === 13 ? 0x17 : 0x18, der.ascii(text));
    const bytes = der.build({ validity: der.sequence(first, der.time("270101000000Z")) });
    if (iso) expect(parsed(bytes).notBefore).toBe(iso);
    else expect(codeOf(bytes)).toBe("cert-malformed");
  });

  it("reads a UTCTime without seconds, and one with an offset", () => {
    const short = (text: string) =>
      parsed(
        der.build({ validity: der.sequence(der.node(0x17, der.ascii(text)), der.time("270101000000Z")) }),
      ).notBefore;
    expect(short("2601020304Z")).toBe("2026-01-02T03:04:00Z");
    expect(short("260102030405+0100")).toBe("2026-01-02T02:04:05Z");
  });

  it("reads object identifiers with large arcs", () => {
    const uuid = "2.25.329800735698586629295641978511506172918";
    expect(parsed(der.build({ extensions: [der.extension(uuid, der.octets())] })).extensions[0]?.oid).toBe(
      uuid,
    );
    expect(
      parsed(der.build({ extensions: [der.extension("1.39.4294967296.562949953421312", der.octets())] }))
        .extensions[0]?.oid,
    ).toBe("1.39.4294967296.562949953421312");
    expect(parsed(der.build({ extensions: [der.extension("2.999", der.octets())] })).extensions[0]?.oid).toBe(
      "2.999",
    );
  });
});

describe("names for people", () => {
  const nameOf = (wishes: CertificateWishes) => parsed(certificate(wishes)).subjectName;

  it("writes them as Windows does", () => {
    expect(formatWindows(nameOf(EVERY_ATTRIBUTE))).toBe(
      "OID.0.9.2342.19200300.100.1.1=al, E=ann@contoso.com, CN=Ann Lee, SERIALNUMBER=77, I=AL, SN=Lee, G=Ann, T=Dr, OU=IT, O=Contoso, PostalCode=95028, STREET=Weg 1, L=Hof, S=Bayern, C=DE, DC=contoso, DC=com",
    );
    expect(formatWindows(nameOf(MULTI_VALUED)).split(" + ")).toHaveLength(3);
    expect(formatWindows([[{ oid: "2.5.4.10", value: 'a "b", c' }], [{ oid: "2.5.4.3", value: "" }]])).toBe(
      'CN="", O="a ""b"", c"',
    );
    expect(formatWindows([])).toBe("");
  });

  it("calls the holder by CN, else by O, else by what there is", () => {
    expect(displayName(nameOf({}))).toBe("Ann");
    expect(displayName(nameOf({ subject: "/O=Contoso/OU=IT" }))).toBe("Contoso");
    expect(displayName(nameOf({ subject: "/C=DE/OU=IT" }))).toBe("IT");
    expect(displayName(nameOf({ subject: "/CN=Root/O=Contoso/CN=Ann" }))).toBe("Ann");
    expect(displayName([])).toBe("");
  });
});
