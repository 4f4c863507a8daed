/** Largest certificate that is taken, in bytes of DER. Real ones have 1-3 KB, post-quantum ones up to 60 KB. */
export const MAX_CERTIFICATE_BYTES = 1024 * 1024;

/** Largest file or upload that is looked into, in bytes. */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

/** How often base64 of base64 (or of PEM) is unwrapped before the text counts as something else. */
export const MAX_TEXT_LAYERS = 3;
