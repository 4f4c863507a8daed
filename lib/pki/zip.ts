import { Inflate } from "fflate";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { MAX_UPLOAD_BYTES } from "@/lib/pki/limits";

export interface ZipLimits {
  /** Most entries, folders included. */
  entries: number;
  /** Most bytes that one entry unpacks to. */
  entryBytes: number;
  /** Most bytes that all entries unpack to together. */
  totalBytes: number;
  /** Most bytes out of one byte in; certificates do not compress, so honest zips stay below 20. */
  ratio: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 20_000,
  entryBytes: MAX_UPLOAD_BYTES,
  totalBytes: 128 * 1024 * 1024,
  ratio: 200,
};

export interface ZipEntry {
  /** Path inside the zip, `/` between folders. Nothing is written to disk, so it needs no cleaning; show it as text. */
  name: string;
  /** Its bytes, or why this one cannot be unpacked: `zip-malformed`, `zip-unsupported`. */
  content: Result<Uint8Array>;
}

class ZipFault extends Error {
  constructor(readonly error: CodedError) {
    super(error.message);
  }
}

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

/** By content: a zip with or without entries. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/**
 * The files of a zip (PKWARE APPNOTE 6.3.10; stored and deflated entries), folders and the notes that macOS adds left out. The limits hold for what
 * really comes out: sizes in the zip are only claims, and unpacking stops at the first byte over a limit. A damaged entry has its own error and
 * the others come through; damage to the list of entries, encryption and a limit refuse the whole file.
 *
 * Errors: `zip-malformed`, `zip-unsupported`, `zip-encrypted`, `zip-too-many-entries`, `zip-too-large`.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): Result<ZipEntry[]> {
  try {
    return ok(unpack(bytes, limits));
  } catch (fault) {
    if (fault instanceof ZipFault) return { ok: false, error: fault.error };
    throw fault;
  }
}

interface Listed {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

function unpack(bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (const listed of listEntries(bytes, view, limits)) {
    if (listed.name.endsWith("/") || /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/.test(listed.name)) continue;
    const room = Math.min(
      limits.entryBytes,
      limits.totalBytes - total,
      Math.max(listed.packed, 64) * limits.ratio,
    );
    const { unpacked, content } = unpackEntry(bytes, view, listed, room);
    total += unpacked;
    entries.push({ name: listed.name, content });
  }
  return entries;
}

function listEntries(bytes: Uint8Array, view: DataView, limits: ZipLimits): Listed[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw unsupported("the large Zip64 format");
  if (count > limits.entries) {
    throw new ZipFault(
      fail(
        "zip-too-many-entries",
        `The zip file has ${count} entries, and ${limits.entries} are the most. Split it.`,
      ).error,
    );
  }
  const listed: Listed[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== SIGNATURE.central) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    ) as [number, number, number];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > end) throw damaged();
    if (flags & 1)
      throw new ZipFault(
        fail("zip-encrypted", "The zip file is encrypted. Unpack it and drop the certificates.").error,
      );
    listed.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll("\\", "/"),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return listed;
}

/** The end record stands in the last 22 bytes, or before a comment of at most 64 KiB. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === SIGNATURE.end) return at;
  }
  throw damaged();
}

/** `unpacked`: how many bytes came out, also where they are not what they should be; they count for the limit. */
function unpackEntry(
  bytes: Uint8Array,
  view: DataView,
  entry: Listed,
  room: number,
): { unpacked: number; content: Result<Uint8Array> } {
  const refused = (fault: ZipFault, unpacked = 0) => ({
    unpacked,
    content: { ok: false as const, error: fault.error },
  });
  const { offset, packed } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== SIGNATURE.local)
    return refused(damagedEntry());
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) return refused(damagedEntry());
  if (entry.method !== 0 && entry.method !== 8)
    return refused(unsupported(`compression method ${entry.method}`));
  const raw = bytes.subarray(start, start + packed);
  const content = entry.method === 0 ? { whole: raw.slice(), length: raw.length } : inflate(raw, room);
  if (content.length > room) throw tooLarge();
  const { whole } = content;
  if (!whole || whole.length !== entry.size || crc32(whole) !== entry.crc)
    return refused(damagedEntry(), content.length);
  return { unpacked: whole.length, content: ok(whole) };
}

/** Bytes handed to the decoder at a time: the most it can overshoot a limit by is what these unpack to, some 8 MiB. */
const STEP = 8 * 1024;

/** `whole` is absent where the content is damaged; `length` is what came out until then. */
function inflate(content: Uint8Array, room: number): { whole?: Uint8Array; length: number } {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let finished = false;
  const stream = new Inflate((chunk, final) => {
    length += chunk.length;
    finished ||= final;
    if (length > room) throw tooLarge();
    chunks.push(chunk.slice());
  });
  try {
    for (let at = 0; at < content.length || at === 0; at += STEP) {
      stream.push(content.subarray(at, at + STEP), at + STEP >= content.length);
    }
  } catch (fault) {
    if (fault instanceof ZipFault) throw fault;
    return { length };
  }
  if (!finished) return { length };
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return { whole, length };
}

const damaged = () =>
  new ZipFault(
    fail("zip-malformed", "The zip file is damaged or cut off. Make it again, or drop the files themselves.")
      .error,
  );

const damagedEntry = () =>
  new ZipFault(
    fail("zip-malformed", "This file is damaged inside the zip. Drop the file itself, or make the zip again.")
      .error,
  );

const unsupported = (what: string) =>
  new ZipFault(
    fail(
      "zip-unsupported",
      `The zip file uses ${what}, which is not read here. Unpack it and drop the certificates.`,
    ).error,
  );

const tooLarge = () =>
  new ZipFault(
    fail(
      "zip-too-large",
      "The zip file unpacks to far more than certificates need. Unpack it and drop the certificates alone.",
    ).error,
  );

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const octet of bytes) crc = (CRC_TABLE[(crc ^ octet) & 255] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
