/** A file to be saved; the name in both forms of RFC 6266, so that non-ASCII letters survive. */
export function attachment(file: {
  body: BodyInit | Uint8Array;
  contentType: string;
  fileName: string;
}): Response {
  const ascii = file.fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, "_");
  return new Response(file.body as BodyInit, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
