/** Lets Prisma's schema engine speak to an in-memory PGlite. For authoring migrations only: PGlite keeps nobody's data. */
import { PGlite, type Results } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";

const INFO = { provider: "postgres", adapterName: "@prisma/adapter-pg" } as const;

/** The types that PostgreSQL's catalogue has, by object id; anything else is read as text. */
const COLUMN_TYPES: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  700: ColumnTypeEnum.Float,
  701: ColumnTypeEnum.Double,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1015: ColumnTypeEnum.TextArray,
  1184: ColumnTypeEnum.DateTime,
};

/**
 * One empty database, opened once (it takes seconds): the engine only asks its main database whether it is there, and replays
 * the migrations into the shadow database.
 */
export function pgliteFactory(): SqlMigrationAwareDriverAdapterFactory {
  const database = new PGlite({ extensions: { pg_trgm } });
  const connect = async () => adapter(database);
  return { ...INFO, connect, connectToShadowDb: connect };
}

function adapter(database: PGlite): SqlDriverAdapter {
  const run = ({ sql, args }: SqlQuery) => database.query<unknown[]>(sql, args, { rowMode: "array" });
  const queryable = {
    ...INFO,
    queryRaw: async (query: SqlQuery) => resultSet(await run(query)),
    executeRaw: async (query: SqlQuery) => (await run(query)).affectedRows ?? 0,
  };
  return {
    ...queryable,
    executeScript: async (script) => void (await database.exec(script)),
    startTransaction: async () => {
      await database.exec("BEGIN");
      return {
        ...queryable,
        options: { usePhantomQuery: false },
        commit: async () => void (await database.exec("COMMIT")),
        rollback: async () => void (await database.exec("ROLLBACK")),
      };
    },
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: async () => undefined,
  };
}

function resultSet({ fields, rows }: Results<unknown[]>): SqlResultSet {
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => COLUMN_TYPES[field.dataTypeID] ?? ColumnTypeEnum.Text),
    rows: rows.map((row) => row.map((value) => (typeof value === "bigint" ? value.toString() : value))),
  };
}
