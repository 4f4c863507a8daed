import type { AccountDetail } from "@/lib/api/accounts";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import type { Result } from "@/lib/errors";
import { readDetail } from "./detail";

/** One account and where it is mapped. Errors: `not-allowed`, `not-found`. */
export async function getAccount(actor: Actor, id: string): Promise<Result<AccountDetail>> {
  const allowed = may(actor, "read");
  return allowed.ok ? readDetail(db(), actor, id) : allowed;
}
