import { z } from "zod";
import type { CertificateChain, ChainNode } from "@/lib/api/certificate-chain";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { CHAIN_COLUMNS, type ChainRow, findIssued, findIssuers, type Linked } from "./chain-links";

/** Deeper chains are no chains that a server would build. */
const MOST_ISSUERS = 8;
const MOST_LEVELS_DOWN = 3;

/** The certificate among the other stored ones: up to its issuers, down to what it issued. Errors: `not-allowed`, `not-found`. */
export async function getChain(actor: Actor, id: string): Promise<Result<CertificateChain>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success &&
    (await db().certificate.findUnique({ where: { id }, select: CHAIN_COLUMNS }));
  if (!row) return fail("not-found", "There is no such certificate. It may have been deleted.");
  const paths = await pathsUp(row);
  const own = await issuedBy(row, MOST_LEVELS_DOWN, new Set([row.id]));
  const roots = paths.map((path, index) => {
    const bottom = { ...nodeOf({ row, proof: path[0]?.proof ?? null }), ...(index === 0 && own) };
    // The proof of a link belongs to the lower of the two.
    return path.reduce<ChainNode>((below, { row: issuer }, level) => {
      return { ...nodeOf({ row: issuer, proof: path[level + 1]?.proof ?? null }), children: [below] };
    }, bottom);
  });
  const top = paths[0]?.at(-1)?.row ?? row;
  return ok({ roots, missingIssuer: top.selfIssued ? null : top.issuer });
}

/** Every way up to a topmost issuer, nearest first: more than one where a CA has several certificates. */
async function pathsUp(row: ChainRow): Promise<Linked[][]> {
  const first = await findIssuers(row);
  if (first.length === 0) return [[]];
  const paths: Linked[][] = [];
  for (const link of first) {
    const path = [link];
    const seen = new Set([row.id, link.row.id]);
    for (let at = link.row; path.length < MOST_ISSUERS; ) {
      const next = (await findIssuers(at)).find(({ row: issuer }) => !seen.has(issuer.id));
      if (next === undefined) break;
      path.push(next);
      seen.add(next.row.id);
      at = next.row;
    }
    paths.push(path);
  }
  return paths;
}

async function issuedBy(
  row: ChainRow,
  levels: number,
  seen: Set<string>,
): Promise<Pick<ChainNode, "children" | "more">> {
  if (levels === 0 || !row.isCa) return { children: [], more: 0 };
  const { links, total } = await findIssued(row);
  const children: ChainNode[] = [];
  for (const link of links) {
    if (seen.has(link.row.id)) continue;
    seen.add(link.row.id);
    children.push({ ...nodeOf(link), ...(await issuedBy(link.row, levels - 1, seen)) });
  }
  return { children, more: Math.max(0, total - links.length) };
}

function nodeOf({ row, proof }: { row: ChainRow; proof: ChainNode["proof"] }): ChainNode {
  return {
    id: row.id,
    displayName: row.displayName,
    notBefore: row.notBefore.toISOString(),
    notAfter: row.notAfter.toISOString(),
    isCa: row.isCa,
    mappings: row._count.mappings,
    proof,
    children: [],
    more: 0,
  };
}
