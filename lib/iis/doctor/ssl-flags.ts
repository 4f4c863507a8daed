import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { quotePowerShell } from "@/lib/iis/render/quote";

export const sslFlags: Check = {
  id: "ssl-flags",
  title: "sslFlags ask for a certificate",
  group: "site",
  why: "A client sends a certificate only when it is asked. Nobody asks: 401.2. Required but not asked for: 403.7 for everyone.",
  statuses: ["403.7", "401.2", "403.4", "403.5"],
  sure: "documented",
  source: "Microsoft Learn: access element (sslFlags); IIS.Administration, SslSettingsHelper",
  byHand: ({ siteName }) =>
    `Get-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location ${quotePowerShell(siteName)} -Filter system.webServer/security/access -Name sslFlags`,
  look({ config, https, mapsByIis, mapsByDirectory }) {
    const flags = config?.access?.sslFlags;
    if (flags === undefined) return unknown("The agent has not reported sslFlags of this site.");
    const seen = `sslFlags is ${flags.length === 0 ? "None" : flags.join(", ")}.`;
    const has = (flag: (typeof flags)[number]) => flags.includes(flag);
    const fix = {
      kind: "draft-change",
      change: "ask-for-certificate",
      words: "adds Ssl and SslNegotiateCert to sslFlags",
    } as const;
    // Each binding asks for itself, and one that asks helps the others nothing.
    const silent = https.filter(({ tls }) => !tls?.negotiateClientCertificate).map(({ key }) => key);
    const early = https.length > 0 && silent.length === 0;
    const on = https.length > silent.length ? ` Nor does the binding ${few(silent)}.` : "";
    if (has("SslRequireCert") && !has("SslNegotiateCert") && !early)
      return problem(
        `${seen} It requires a certificate and does not ask for one.${on}`,
        "Add SslNegotiateCert; IIS Manager's Require sets both.",
        fix,
      );
    if ((mapsByIis || mapsByDirectory) && !has("SslNegotiateCert") && !has("SslRequireCert") && !early)
      return problem(`${seen} It does not ask for a certificate.${on}`, "Add SslNegotiateCert.", fix);
    if ((mapsByIis || mapsByDirectory) && !has("Ssl"))
      return warning(
        `${seen} It does not require SSL, and over plain HTTP no certificate is ever sent.`,
        "Add Ssl.",
        fix,
      );
    return fine(seen);
  },
};
