import { coversHost } from "@/lib/iis/covers-host";
import { readBindingInformation, type SiteBinding } from "@/lib/iis/doctor/binding";
import { few } from "@/lib/iis/doctor/check";

const SOON_MS = 30 * 86_400_000;

interface Fault {
  verdict: "problem" | "warning";
  words: string;
  fix: string;
}

const RENEW = "Renew it, and choose the new certificate in the site's bindings.";

/** What keeps clients from trusting the server certificate of a binding, or http.sys from using it. What is not known is no fault. */
export function serverCertificateFaults({ key, bindingInformation, tls }: SiteBinding, now: number): Fault[] {
  if (!tls?.serverCertificate) return [];
  const { found, hasPrivateKey, content } = tls.serverCertificate;
  const store = `LocalMachine\\${tls.store || "MY"}`;
  const faults: Fault[] = [];
  const name = content?.subject || tls.certificate;
  const add = (verdict: Fault["verdict"], words: string, fix: string) =>
    faults.push({ verdict, words: `${key}: ${name} ${words}`, fix });
  if (found === false)
    add(
      "problem",
      `is not in ${store}`,
      "Import it there with its private key, or choose another certificate in the site's bindings.",
    );
  if (hasPrivateKey === false)
    add(
      "problem",
      `has no private key in ${store}`,
      "Import it again with its key (.pfx), or try certutil -repairstore.",
    );
  if (content === null) return faults;
  const from = Date.parse(content.notBefore);
  const to = Date.parse(content.notAfter);
  if (now < from)
    add(
      "problem",
      `is not valid before ${content.notBefore}`,
      "Choose one that is valid already, or set the server's clock.",
    );
  if (now > to) add("problem", `expired at ${content.notAfter}`, RENEW);
  else if (now + SOON_MS >= to) add("warning", `expires at ${content.notAfter}`, RENEW);
  const host = hostOf(bindingInformation);
  if (host !== "" && content.dnsNames && !content.dnsNames.some((name) => coversHost(name, host)))
    add(
      "problem",
      content.dnsNames.length === 0
        ? `has no DNS name, so ${host} is not covered; clients of today do not look at the CN`
        : `covers ${host} by none of its names (${few(content.dnsNames)})`,
      "Choose a certificate with that name.",
    );
  if (content.serverAuth === false)
    add(
      "problem",
      "has no server authentication among its extended key usages",
      "Choose one that is made for server authentication (1.3.6.1.5.5.7.3.1).",
    );
  return faults;
}

/** Why nobody can say that the server certificate of a binding is in order; null: everything was looked at. */
export function serverCertificateGap({ key, bindingInformation, tls }: SiteBinding): string | null {
  const not = (words: string) => `${key}: not known, ${words}`;
  if (!tls) return not("the agent did not report its http.sys record");
  if (tls.certificate === "")
    return not("its certificate is a file of the central certificate store, where the agent does not look");
  if (!tls.serverCertificate) return not("the agent is too old to look at the certificate");
  const { found, hasPrivateKey, content } = tls.serverCertificate;
  if (found === null) return not(`LocalMachine\\${tls.store || "MY"} could not be read`);
  if (!found) return null;
  if (content === null) return not("its certificate could not be read");
  if (hasPrivateKey === null) return not("whether there is a private key could not be read");
  return content.dnsNames === null && hostOf(bindingInformation) !== ""
    ? not("its certificate's names could not be read")
    : null;
}

function hostOf(bindingInformation: string): string {
  return readBindingInformation(bindingInformation)?.host ?? "";
}
