import { z } from "zod";
import { instant } from "@/lib/api/page";

/** A stored certificate in the tree of issuers; below it those that it issued. */
export const chainNodeSchema = z.object({
  id: z.uuid(),
  displayName: z.string(),
  notBefore: instant,
  notAfter: instant,
  isCa: z.boolean(),
  /** In how many drafts of site configs it is mapped. */
  mappings: z.number().int(),
  /**
   * How it is known that the one above issued it: `signature` was verified with that one's key; `names` and key identifiers fit, but
   * the signature's algorithm cannot be verified here. Null: it stands on top.
   */
  proof: z.enum(["signature", "names"]).nullable(),
  get children() {
    return z.array(chainNodeSchema);
  },
  /** How many more it issued that are stored but not in this answer. */
  more: z.number().int(),
});

export const certificateChainSchema = z.object({
  /** Trees from the topmost stored issuer down; the first holds the certificate itself with everything that it issued. */
  roots: z.array(chainNodeSchema),
  /** The issuer (RFC 4514) of the topmost, where it is not stored; null: the chain ends in a self-issued certificate. */
  missingIssuer: z.string().nullable(),
});
export type ChainNode = z.infer<typeof chainNodeSchema>;
export type CertificateChain = z.infer<typeof certificateChainSchema>;
