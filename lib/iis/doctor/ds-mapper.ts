import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { quotePowerShell } from "@/lib/iis/render/quote";

export const dsMapper: Check = {
  id: "ds-mapper",
  title: "DS mapper and Active Directory",
  group: "binding",
  why: "Active Directory mapping needs the DS mapper on the http.sys binding; without it the module does nothing: 401.2. IIS Manager sets it only on bindings that exist at that moment, and a renewed server certificate loses it.",
  statuses: ["401.2"],
  sure: "documented",
  source: "Microsoft Learn: clientCertificateMappingAuthentication; netsh http (dsmapperusage)",
  byHand: ({ siteName }) =>
    `(Get-WebBinding -Name ${quotePowerShell(siteName)} -Protocol https) | ForEach-Object { $_.isDsMapperEnabled }`,
  look({ config, https, host, mapsByDirectory }) {
    if (config === null) return unknown("The agent has not reported what is configured here.");
    const known = https.filter(({ tls }) => tls);
    const on = known.filter(({ tls }) => tls?.dsMapper);
    if (!mapsByDirectory && host.restartPendingSince !== undefined)
      return restartPending(host.restartPendingSince);
    if (!mapsByDirectory) {
      if (on.length === 0)
        return fine("Active Directory mapping is off, and no binding is known to use the DS mapper.");
      return warning(
        `Active Directory mapping is off, but the DS mapper is on for ${few(on.map(({ key }) => key))}.`,
        "Switch it off unless another site on that address needs it.",
        {
          kind: "binding-flags",
          wishes: on.map(({ key }) => ({ key, dsMapper: false })),
          words: `switches the DS mapper off on ${few(on.map(({ key }) => key))}`,
        },
      );
    }
    const off = known.filter(({ tls }) => !tls?.dsMapper);
    if (off.length > 0)
      return problem(
        `Active Directory mapping is on, but the DS mapper is off for ${few(off.map(({ key }) => key))}.`,
        "Switch the DS mapper on for the binding. Setting the section may need a restart of the web server.",
        {
          kind: "binding-flags",
          wishes: off.map(({ key }) => ({ key, dsMapper: true })),
          words: `switches the DS mapper on for ${few(off.map(({ key }) => key))}`,
        },
      );
    if (host.restartPendingSince !== undefined) return restartPending(host.restartPendingSince);
    if (known.length < https.length || https.length === 0)
      return unknown(
        "Active Directory mapping is on; whether the bindings use the DS mapper was not reported.",
      );
    return fine(`Active Directory mapping is on, and the DS mapper for ${few(on.map(({ key }) => key))}.`);
  },
};

/** `since`: ISO 8601, in UTC. */
function restartPending(since: string) {
  return warning(
    `The section was changed on ${since.slice(0, 10)} at ${since.slice(11, 16)} UTC, and the web server has not been restarted since.`,
    "Restart the web server: Microsoft's page asks for it after this section was set. iisreset stops every site for a moment.",
  );
}
