import { db } from "@/lib/db";

/** What has expired is refused for its time: it need not be known any more. */
export async function forgetAssertions(): Promise<void> {
  await db().agentAssertion.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}
