import canonicalize from "canonicalize";
import { type DraftSettings, draftSettingsSchema } from "@/lib/api/site-configs";
import type { Prisma, SiteConfig } from "@/lib/generated/prisma/client";
import { type DraftList, manyToOneList, oneToOneList } from "./lists";
import type { DraftChange, ManyToOneRow, New, OneToOneRow } from "./rows";

/** One list of the draft as a verb changes it: every write is kept for undo and redo by itself. */
export interface ListWriter<Row> {
  /** The rows of this draft among these ids, in no order of their own. */
  find(ids: string[]): Promise<Row[]>;
  /** Makes rows. They come back with id, time and author. */
  add(rows: New<Row>[]): Promise<Row[]>;
  /** Overwrites or puts back whole rows, by id. */
  put(rows: Row[]): Promise<void>;
  remove(ids: string[]): Promise<void>;
}

export interface DraftWriter {
  /** The site config as it was when it was locked. */
  readonly siteConfig: SiteConfig;
  readonly settings: DraftSettings;
  readonly oneToOne: ListWriter<OneToOneRow>;
  readonly manyToOne: ListWriter<ManyToOneRow>;
  setSettings(settings: DraftSettings): Promise<void>;
}

/** The writer of a locked draft, and what was changed through it so far; null: nothing. */
export function draftWriter(tx: Prisma.TransactionClient, siteConfig: SiteConfig, author: string) {
  const oneToOne = listWriter(tx, siteConfig.id, oneToOneList, author);
  const manyToOne = listWriter(tx, siteConfig.id, manyToOneList, author);
  const settings = draftSettingsSchema.parse(siteConfig.settings);
  let after = settings;
  const writer: DraftWriter = {
    siteConfig,
    settings,
    oneToOne: oneToOne.writer,
    manyToOne: manyToOne.writer,
    async setSettings(next) {
      after = next;
      await tx.siteConfig.update({ where: { id: siteConfig.id }, data: { settings: next } });
    },
  };
  function change(): DraftChange | null {
    const lists = { oneToOne: oneToOne.change(), manyToOne: manyToOne.change() };
    const same = canonicalize(after) === canonicalize(settings);
    const rows = [lists.oneToOne, lists.manyToOne].flatMap(({ before, after }) => [...before, ...after]);
    if (same && rows.length === 0) return null;
    return { ...lists, ...(!same && { settings: { before: settings, after } }) };
  }
  return { writer, change };
}

/** Keeps of each row how it was before the first and after the last write. */
function listWriter<Row extends { id: string }>(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  list: DraftList<Row>,
  author: string,
) {
  const before = new Map<string, Row | null>();
  const after = new Map<string, Row | null>();

  async function rememberBefore(ids: string[]) {
    const unseen = ids.filter((id) => !before.has(id));
    const found = await list.find(tx, siteConfigId, unseen);
    const rows = new Map(found.map((row) => [row.id, row]));
    for (const id of unseen) before.set(id, rows.get(id) ?? null);
  }
  const writer: ListWriter<Row> = {
    find: (ids) => list.find(tx, siteConfigId, ids),
    async add(rows) {
      const added = await list.add(tx, siteConfigId, rows, author);
      for (const row of added) {
        before.set(row.id, null);
        after.set(row.id, row);
      }
      return added;
    },
    async put(rows) {
      await rememberBefore(rows.map(({ id }) => id));
      await list.put(tx, siteConfigId, rows);
      for (const row of rows) after.set(row.id, row);
    },
    async remove(ids) {
      await rememberBefore(ids);
      await list.remove(tx, siteConfigId, ids);
      for (const id of ids) after.set(id, null);
    },
  };
  function change() {
    const changed = [...before.keys()].filter(
      (id) => canonicalize(before.get(id)) !== canonicalize(after.get(id)),
    );
    const rowsOf = (rows: Map<string, Row | null>) => changed.flatMap((id) => rows.get(id) ?? []);
    return { before: rowsOf(before), after: rowsOf(after) };
  }
  return { writer, change };
}
