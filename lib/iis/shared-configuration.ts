/**
 * The folder of configurationRedirection as one name for all who use it: a UNC path without regard to case, slashes at its end and the long
 * form `\\?\UNC\`. Null for a folder on the server's own disk: whether and how that is shared (DFS replication) cannot be told from the path.
 * Two names of one file server are two names here.
 */
export function sharedFolder(path: string): string | null {
  const plain = path
    .trim()
    .replaceAll("/", "\\")
    .replace(/^\\\\\?\\unc\\/i, "\\\\")
    .toLowerCase();
  const parts = /^\\\\([^\\?.][^\\]*(?:\\+[^\\]+)+)\\*$/.exec(plain)?.[1];
  return parts === undefined ? null : `\\\\${parts.split(/\\+/).join("\\")}`;
}
