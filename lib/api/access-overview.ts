import { z } from "zod";
import { accessFilter } from "@/lib/api/access";

/** How many a card names; the rest is counted. */
export const CARD_ITEMS = 8;
const cardItem = z.object({ name: z.string(), count: z.number().int() });
/** The same ways in, counted from three sides. `total` is how many there are; `items` are the first of them. */
export const accessCardsSchema = z.object({
  accounts: z.object({
    total: z.number().int(),
    items: z.array(
      cardItem.extend({ userKey: z.string(), accountId: z.uuid().nullable(), privileged: z.boolean() }),
    ),
  }),
  certificates: z.object({
    total: z.number().int(),
    items: z.array(cardItem.extend({ sha256: z.string(), certificateId: z.uuid().nullable() })),
    /** Many-to-one mappings: they also admit certificates that nobody here has seen. */
    rules: z.number().int(),
  }),
  places: z.object({
    total: z.number().int(),
    servers: z.number().int(),
    items: z.array(cardItem.extend({ targetId: z.uuid(), scope: z.string(), serverName: z.string() })),
  }),
});

/** Accounts down, sites across; a cell counts certificates and rules. */
export const accessMatrixSchema = z.object({
  accounts: z.array(
    z.object({
      userKey: z.string(),
      userName: z.string(),
      cells: z.array(
        z.object({ targetId: z.uuid(), certificates: z.number().int(), rules: z.number().int() }),
      ),
    }),
  ),
  places: z.array(z.object({ targetId: z.uuid(), scope: z.string(), serverName: z.string() })),
  totalAccounts: z.number().int(),
  totalPlaces: z.number().int(),
  nextAccount: z.string().nullable(),
});
export const MATRIX_ACCOUNTS = 50;
export const MATRIX_PLACES = 40;
export const accessMatrixQuerySchema = z.object({
  ...accessFilter,
  /** Rows begin behind this account. */
  after: z.string().max(256).optional(),
});

export type AccessCards = z.infer<typeof accessCardsSchema>;
export type AccessMatrix = z.infer<typeof accessMatrixSchema>;
