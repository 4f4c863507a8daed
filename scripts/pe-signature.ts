/** Where the optional header of a 64-bit program keeps place and size of its signatures (PE format, data directory 4). */
const SECURITY_ENTRY = 24 + 112 + 4 * 8;

/**
 * Takes the Authenticode signature off a 64-bit Windows program: it is over the whole file, so any change makes it wrong, and
 * a wrong signature alarms more than none. Throws on anything that is no such program.
 */
export function withoutSignature(program: Buffer): Buffer {
  const header = program.length > 0x40 ? program.readUInt32LE(0x3c) : 0;
  const is64Bit =
    program.toString("latin1", 0, 2) === "MZ" &&
    header + SECURITY_ENTRY + 8 <= program.length &&
    program.toString("latin1", header, header + 4) === "PE\0\0" &&
    program.readUInt16LE(header + 24) === 0x20b;
  if (!is64Bit) throw new Error("This is no 64-bit Windows program.");
  const at = program.readUInt32LE(header + SECURITY_ENTRY);
  const size = program.readUInt32LE(header + SECURITY_ENTRY + 4);
  if (at === 0) return program;
  // Padding up to eight bytes may follow; anything more would be lost.
  if (at + size > program.length || program.length - (at + size) >= 8)
    throw new Error("The signature is not at the end of the program.");
  const bare = Buffer.from(program.subarray(0, at));
  bare.fill(0, header + SECURITY_ENTRY, header + SECURITY_ENTRY + 8);
  return bare;
}
