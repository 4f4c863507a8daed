import { ownerSchema, tagsSchema } from "@/lib/api/certificates";
import type { ImportColumn, ImportRow, RowVerdict } from "@/lib/api/imports";
import type { ErrorCode } from "@/lib/errors";
import { parseUserName } from "@/lib/iis/user-name";

/** Of a mapping. */
export const NAME_LENGTH = 120;

/** What is stored now of the things that a row names. */
export interface Known {
  certificate?: { owner: string; tags: string[] };
  /** `granted`: whoever imports may map to it. */
  account?: { userName: string; granted: boolean };
  mapping?: { userName: string; userNameKey: string; name: string; enabled: boolean };
}

/** What one row says, with its texts brought into form. */
export interface SoundRow extends ImportRow {
  /** Null where the row names no account, which only an import without a site config may do. */
  userNameKey: string | null;
}

/** Texts of a row in form, or the verdict `error` with the column. `intoSiteConfig`: every row needs an account. */
export function readRow(row: ImportRow, intoSiteConfig: boolean): SoundRow | RowVerdict {
  const bad = (column: ImportColumn, message: string, code: ErrorCode = "invalid-input"): RowVerdict => {
    return { row: row.row, verdict: "error", adds: [], column, message, code };
  };
  const owner = ownerSchema.safeParse(row.owner);
  if (!owner.success) return bad("owner", owner.error.issues[0]?.message ?? "");
  const tags = tagsSchema.safeParse(row.tags);
  if (!tags.success) return bad("tags", tags.error.issues[0]?.message ?? "");
  const name = row.name.trim();
  if (name.length > NAME_LENGTH) return bad("name", `A name has at most ${NAME_LENGTH} characters.`);
  const sound = { ...row, name, owner: owner.data, tags: tags.data };
  if (row.userName.trim() === "" && !intoSiteConfig) return { ...sound, userName: "", userNameKey: null };
  const userName = parseUserName(row.userName);
  if (!userName.ok) return bad("account", userName.error.message, userName.error.code);
  return { ...sound, userName: userName.value.text, userNameKey: userName.value.key };
}

/** Whether a row adds something, says what is there, or contradicts it. An import adds and never changes. */
export function judgeRow(row: SoundRow, known: Known, intoSiteConfig: boolean): RowVerdict {
  const conflict = (column: ImportColumn, message: string, code: ErrorCode = "conflict"): RowVerdict => {
    return { row: row.row, verdict: "conflict", adds: [], column, message, code };
  };
  const { certificate, account, mapping } = known;
  if (intoSiteConfig && mapping) {
    if (mapping.userNameKey !== row.userNameKey)
      return conflict(
        "account",
        `The certificate is mapped to ${mapping.userName} in this draft.`,
        "already-mapped",
      );
    if (row.enabled !== null && row.enabled !== mapping.enabled)
      return conflict("enabled", `The mapping is there and ${mapping.enabled ? "enabled" : "disabled"}.`);
    if (row.name !== "" && row.name !== mapping.name)
      return conflict("name", `The mapping is there and called "${mapping.name}".`);
  }
  if (intoSiteConfig && !mapping && account?.granted === false)
    return conflict(
      "account",
      `You may not map to ${account.userName}: only the persons that an administrator named there may.`,
      "account-not-granted",
    );
  if (certificate && row.owner !== "" && certificate.owner !== "" && certificate.owner !== row.owner)
    return conflict("owner", `The certificate has an owner already: ${certificate.owner}.`);
  const adds: RowVerdict["adds"] = [];
  if (!certificate) adds.push("certificate");
  else if (labelsToAdd(row, certificate)) adds.push("labels");
  if (!account && row.userNameKey !== null) adds.push("account");
  if (!mapping && intoSiteConfig) adds.push("mapping");
  return { row: row.row, verdict: adds.length > 0 ? "new" : "same", adds };
}

/** Owner and tags with what the row adds; null where it adds nothing. Tags are compared without case. */
export function labelsToAdd(
  row: Pick<SoundRow, "owner" | "tags">,
  stored: { owner: string; tags: string[] },
): { owner: string; tags: string[] } | null {
  const there = new Set(stored.tags.map((tag) => tag.toLowerCase()));
  const tags = row.tags.filter((tag) => !there.has(tag.toLowerCase()));
  const owner = stored.owner === "" ? row.owner : stored.owner;
  if (tags.length === 0 && owner === stored.owner) return null;
  return { owner, tags: [...stored.tags, ...tags] };
}
