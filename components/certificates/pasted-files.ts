/** What a paste holds for an upload: files, or text as one file. Nothing when it is meant for a field. */
export function pastedFiles(event: ClipboardEvent): File[] {
  const target = event.target;
  if (target instanceof HTMLElement && target.closest("input, textarea, [contenteditable=true]")) return [];
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) return files;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  return text.trim() === "" ? [] : [textFile(text)];
}

export function textFile(text: string): File {
  return new File([text], "pasted text", { type: "text/plain" });
}
