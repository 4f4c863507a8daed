import type { List } from "@/components/imports/list";
import { looksLikeCsv, readCsv } from "@/components/imports/read-csv";
import { looksLikeMetabase, readMetabase } from "@/components/imports/read-iis6";
import type { Result } from "@/lib/errors";
import { decodeText, looksBinary } from "@/lib/pki/text";

/** A list by its content, whatever its name; undefined where the bytes are something else. */
export function readList(bytes: Uint8Array): Result<List> | undefined {
  const start = decodeText(bytes.subarray(0, 4096)).replace(/^\ufeff/, "");
  if (looksBinary(new TextEncoder().encode(start))) return undefined;
  if (/^\s*</.test(start)) {
    const text = decodeText(bytes);
    return looksLikeMetabase(text) ? readMetabase(text) : undefined;
  }
  return looksLikeCsv(start) ? readCsv(decodeText(bytes)) : undefined;
}
