import { createHash } from "node:crypto";
import type { Drift } from "@/lib/api/targets";
import { db } from "@/lib/db";
import { type DriftedPassword, driftedPasswordsSchema } from "@/lib/iis/password-drift";
import { replacesPasswords } from "@/lib/iis/password-handling";
import type { SiteConfig } from "@/lib/iis/site-config";

/** Which entries' passwords drifted, in words. `stored`: of the target's baseline. `handling`: the agent's. */
export async function describeDriftedPasswords(
  stored: unknown,
  deployed: SiteConfig | null,
  handling: string,
): Promise<Drift["passwords"]> {
  const drifted = driftedPasswordsSchema.parse(stored ?? []);
  if (drifted.length === 0) return [];
  const known = await db().account.findMany({
    where: { userNameKey: { in: drifted.map(({ account }) => account) }, sealedPassword: { not: null } },
    select: { userNameKey: true },
  });
  const replaced = new Set(replacesPasswords(handling) ? known.map(({ userNameKey }) => userNameKey) : []);
  const nameOf = namesOf(deployed);
  return drifted.map(({ entry, userName, account, kind }) => ({
    kind,
    section: "iisClientCertificateMappingAuthentication",
    text: sentence({ userName, kind }, nameOf(entry)),
    class: replaced.has(account) ? "corrective" : "foreign",
  }));
}

function sentence({ userName, kind }: Pick<DriftedPassword, "userName" | "kind">, mapping: string): string {
  const what = `The password of ${userName}${mapping}`;
  return kind === "removed"
    ? `${what} was taken out after the last push.`
    : `${what} is not the one that the last push left there.`;
}

/** What people call an entry, as the deployed revision names it. */
function namesOf(deployed: SiteConfig | null): (entry: string) => string {
  const section = deployed?.iisClientCertificateMappingAuthentication;
  const names = new Map(
    section?.oneToOneMappings.map(({ name, certificate }) => [
      `one-to-one:${createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex")}`,
      name,
    ]),
  );
  return (entry) => {
    const rule = entry.startsWith("many-to-one:") ? entry.slice("many-to-one:".length) : "";
    const name = rule || names.get(entry);
    return name ? ` in the mapping ${name}` : "";
  };
}
