import type { Verdict } from "@/lib/iis/resolve";
import type { FactId } from "@/lib/iis/runtime-facts";
import type { SiteConfig } from "@/lib/iis/site-config";

/** What the caller gets from the server, as far as the site config tells. */
export interface Outcome {
  /** `401.1`, `401.2`, `403.12`, ...; null where the request goes on, or where the site config does not tell. */
  status: string | null;
  /** The account that the request runs as, where that is known. */
  identity: string | null;
  summary: string;
  notes: string[];
}

const PASSWORD_METHODS = ["basicAuthentication", "digestAuthentication", "windowsAuthentication"] as const;

/**
 * What follows from a verdict. `below` holds the sections of a path below the site: they count where they are present,
 * except the mapping section, which IIS reads at the site ([B] site-level-only).
 */
export function explainOutcome(
  site: SiteConfig,
  verdict: Verdict,
  below: SiteConfig = {},
): { outcome: Outcome; because: FactId[] } {
  const { iisClientCertificateMappingAuthentication: ignored, ...here } = below;
  const config: SiteConfig = { ...site, ...here };
  const notes = notesOf(config);
  const because: FactId[] = [];
  if (ignored) {
    because.push("site-level-only");
    notes.push("The mapping lists below the site are ignored: IIS reads them at the site.");
  }
  const answer = (status: string | null, identity: string | null, summary: string) => ({
    outcome: { status, identity, summary, notes },
    because,
  });
  if (verdict.broken) {
    const name = verdict.by?.name ? `"${verdict.by.name}"` : `number ${(verdict.by?.index ?? 0) + 1}`;
    return answer(
      "401.1",
      null,
      `The certificate of one-to-one mapping ${name} does not decode, so every client certificate fails (401.1, 0x80093102).`,
    );
  }
  if (verdict.decision === "deny") return answer("403.12", null, "The mapper denies access (403.12).");
  if (verdict.decision === "allow") {
    const method = site.iisClientCertificateMappingAuthentication?.logonMethod ?? "ClearText";
    notes.push(
      "A wrong or expired password, or a missing logon right, gives 401.1; missing NTFS rights give 401.3.",
    );
    if (!verdict.account)
      return answer("401.1", null, "The mapping names no account, so the logon fails (401.1).");
    return answer(
      null,
      verdict.account,
      `IIS logs ${verdict.account} on (logonMethod ${method}) and the request goes on.`,
    );
  }
  if (config.clientCertificateMappingAuthentication?.enabled)
    notes.push(
      "Active Directory mapping is on: a domain controller may map the certificate, which this file cannot tell.",
    );
  if (config.anonymousAuthentication?.enabled) {
    because.push("anonymous-lets-in");
    return answer(
      null,
      "IUSR",
      "No mapping matches, and anonymous authentication lets the request in as IUSR (or the user set there).",
    );
  }
  const methods = PASSWORD_METHODS.filter((name) => config[name]?.enabled);
  if (methods.length > 0)
    return answer(
      "401.2",
      null,
      `No mapping matches; IIS asks for another sign-in (${methods.join(", ")}) with 401.2.`,
    );
  const unknown = (["anonymousAuthentication", ...PASSWORD_METHODS] as const).filter(
    (name) => config[name] === undefined,
  );
  if (unknown.length > 0)
    return answer(
      null,
      null,
      `No mapping matches. What follows depends on ${unknown.join(", ")}, which this site config does not manage.`,
    );
  return answer("401.2", null, "No mapping matches, and no other authentication method is on (401.2).");
}

function notesOf({ access, iisClientCertificateMappingAuthentication: section }: SiteConfig): string[] {
  const notes: string[] = [];
  if (!section) notes.push("iisClientCertificateMappingAuthentication is not part of this site config.");
  else if (!section.enabled) notes.push("iisClientCertificateMappingAuthentication is switched off.");
  if (access && !access.sslFlags.includes("SslNegotiateCert"))
    notes.push(
      "sslFlags does not ask for a certificate: it arrives only where the binding itself negotiates it.",
    );
  if (access?.sslFlags.includes("SslRequireCert"))
    notes.push("A request without a certificate is refused with 403.7.");
  return notes;
}
