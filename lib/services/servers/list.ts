import { cutPage, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type ServerItem, serverQuerySchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { serverFilter } from "./filter";
import { SERVER_COLUMNS, serverItem } from "./row";
import { showingFilter } from "./showing";

/** Servers, those that wait for approval first, by name, host name or a site that they have a site config for. Errors: `not-allowed`, `invalid-input`. */
export async function listServers(actor: Actor, input: unknown): Promise<Result<Page<ServerItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { cursor, limit } = parsed.value;
  const showing = await showingFilter(actor, parsed.value.show, Date.now());
  const where = { AND: [serverFilter(parsed.value), showing, visibleServers(actor)] };
  const [total, rows] = await Promise.all([
    db().server.count({ where }),
    db().server.findMany({
      where,
      select: SERVER_COLUMNS,
      orderBy: [{ state: "asc" }, { name: "asc" }, { id: "asc" }],
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, (row) => serverItem(row, Date.now())));
}
