import type { MappingFindings, MappingTable } from "@/lib/api/mapping-table";

/** A one-to-one mapping of a draft as the browser holds it. */
export interface MappingRow {
  id: string;
  name: string;
  enabled: boolean;
  account: { id: string; userName: string; hasPassword: boolean };
  /** `notAfter` in milliseconds since 1970. */
  certificate: { id: string; subject: string; owner: string; notAfter: number };
  createdAt: string;
  createdBy: string;
  /** Everything that a search looks at, in lower case. */
  text: string;
}

export interface MappingRows {
  /** Of the draft: what a change names as If-Match. */
  version: number;
  accounts: MappingRow["account"][];
  rows: MappingRow[];
}

export function unpackMappings({ version, accounts: packed, rows }: MappingTable): MappingRows {
  const accounts = packed.map(([id, userName, hasPassword]) => ({
    id,
    userName,
    hasPassword: hasPassword === 1,
  }));
  const unknown = { id: "", userName: "", hasPassword: false };
  return {
    version,
    accounts,
    rows: rows.map(
      ([id, name, enabled, place, certificateId, subject, owner, notAfter, createdAt, createdBy]) => {
        const account = accounts[place] ?? unknown;
        return {
          id,
          name,
          enabled: enabled === 1,
          account,
          certificate: { id: certificateId, subject, owner, notAfter: notAfter * 1000 },
          createdAt: new Date(createdAt * 1000).toISOString(),
          createdBy,
          text: `${name}\n${account.userName}\n${subject}\n${owner}`.toLowerCase(),
        };
      },
    ),
  };
}

/** What the linter says about one mapping: the worst severity first. */
export interface MappingMark {
  severity: MappingFindings["findings"][number][1];
  messages: string[];
}
export type MappingMarks = ReadonlyMap<string, MappingMark>;

export function marksOf({ findings }: MappingFindings): MappingMarks {
  const marks = new Map<string, MappingMark>();
  for (const [id, severity, message] of findings) {
    const mark = marks.get(id);
    if (mark) mark.messages.push(message);
    else marks.set(id, { severity, messages: [message] });
  }
  return marks;
}
