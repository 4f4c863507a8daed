import { expect, test } from "vitest";
import { withoutSignature } from "./pe-signature";

const HEADER = 0x80;
const ENTRY = HEADER + 24 + 112 + 32;

/** The least of a 64-bit program that has a signature at its end. */
function signed(signature: string, behind = ""): Buffer {
  const program = Buffer.alloc(0x200, "p");
  program.write("MZ", 0, "latin1");
  program.writeUInt32LE(HEADER, 0x3c);
  program.write("PE\0\0", HEADER, "latin1");
  program.writeUInt16LE(0x20b, HEADER + 24);
  program.writeUInt32LE(signature === "" ? 0 : program.length, ENTRY);
  program.writeUInt32LE(signature.length, ENTRY + 4);
  return Buffer.concat([program, Buffer.from(signature + behind)]);
}

test("takes the signature off and nothing else", () => {
  const bare = withoutSignature(signed("SIGNATURE"));
  expect(bare).toEqual(signed(""));
  expect(withoutSignature(bare)).toEqual(bare);
  expect(withoutSignature(signed("SIGNATURE", "\0\0\0"))).toEqual(bare);
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["a text", Buffer.from("MZ is how it begins, but it is too short for more")],
  ["a header that points out of the file", Buffer.from(signed("").fill(0xff, 0x3c, 0x40))],
  ["a 32-bit program", Buffer.from(signed("").fill(0x0b, HEADER + 24, HEADER + 26))],
  ["something behind the signature", signed("SIGNATURE", "more than padding")],
])("refuses %s", (_, program) => {
  expect(() => withoutSignature(program)).toThrow();
});
