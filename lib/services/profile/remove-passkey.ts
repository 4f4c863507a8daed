import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { ownPerson } from "./self";

/** Takes a passkey of one's own away. Errors: `not-allowed`, `not-found`. */
export async function removePasskey(actor: Actor, id: string): Promise<Result<null>> {
  const self = await ownPerson(actor);
  if (!self.ok) return self;
  const { id: userId, email } = self.value;
  return transact(async (tx) => {
    const passkey = await tx.personPasskey.findUnique({ where: { id, userId } });
    if (passkey === null) return fail("not-found", "There is no such passkey.");
    await tx.personPasskey.delete({ where: { id } });
    await recordEvent(tx, actor, {
      action: "person.remove-passkey",
      nounId: userId,
      nounName: email,
      before: { passkey: passkey.name ?? "without a name" },
    });
    return ok(null);
  });
}
