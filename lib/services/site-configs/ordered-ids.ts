import { randomBytes } from "node:crypto";

/**
 * So many UUIDs of version 7 (RFC 9562), each higher than the one before: rows are read in the order of their ids, and a generator
 * that is asked many times within a millisecond promises no order. `now` in milliseconds since 1970.
 */
export function orderedIds(count: number, now: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(now + Math.floor(i / 4096), 0, 6);
    bytes.writeUInt16BE(0x7000 | (i % 4096), 6);
    bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  });
}
