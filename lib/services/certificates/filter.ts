import type { CertificateQuery } from "@/lib/api/certificates";
import { literally } from "@/lib/api/page";
import type { Prisma } from "@/lib/generated/prisma/client";
import { reverseHex } from "@/lib/pki/ad-mapping";

const DAY = 86_400_000;
/** Bytes of hex from which on a number is looked for backwards too, as Active Directory writes serial numbers. */
const REVERSED_FROM = 4;

/** What of a list's query the database looks for. `now` in milliseconds since 1970. */
export function certificateFilter(
  { query, validity, mapped, use, tag, owner }: CertificateQuery,
  now: number,
): Prisma.CertificateWhereInput {
  const parts: Prisma.CertificateWhereInput[] = [validIn(validity, now)];
  if (query.trim() !== "") parts.push({ OR: wordings(query.trim()).map(contains) });
  if (mapped !== "any") parts.push({ mappings: mapped === "yes" ? { some: {} } : { none: {} } });
  if (use === "client") parts.push({ clientAuth: true });
  if (tag !== "") parts.push({ tags: { has: tag } });
  if (owner !== "") parts.push({ owner });
  return { AND: parts };
}

function validIn(validity: CertificateQuery["validity"], now: number): Prisma.CertificateWhereInput {
  if (validity === "all") return {};
  if (validity === "expired") return { notAfter: { lte: new Date(now) } };
  if (validity === "valid") return { notBefore: { lte: new Date(now) }, notAfter: { gt: new Date(now) } };
  const days = Number(validity.slice("within-".length));
  return { notAfter: { gt: new Date(now), lte: new Date(now + days * DAY) } };
}

/** As typed, and where it is a number in hex: without the separators that people copy along, and with its bytes reversed. */
function wordings(query: string): string[] {
  const hex = query.replaceAll(/[\s:-]/g, "");
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return [query];
  return [...new Set(hex.length < 2 * REVERSED_FROM ? [query, hex] : [query, hex, reverseHex(hex)])];
}

function contains(text: string): Prisma.CertificateWhereInput {
  return { searchText: { contains: literally(text), mode: "insensitive" } };
}
