import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";
import { quotePowerShell } from "@/lib/iis/render/quote";

export const httpsBinding: Check = {
  id: "https-binding",
  title: "HTTPS binding",
  group: "binding",
  why: "A client certificate travels in the TLS handshake. Without an https binding nobody can send one: 403.4 over http, or no connection at all.",
  statuses: ["403.4"],
  sure: "documented",
  source: "Microsoft Learn: binding element; HTTP status codes in IIS (403.4)",
  byHand: ({ siteName }) =>
    `Get-WebBinding -Name ${quotePowerShell(siteName)} | Format-Table protocol, bindingInformation, sslFlags`,
  look({ site, https }) {
    if (site === null) return unknown("The site is not in the agent's last report.");
    if (https.length === 0)
      return problem(
        site.bindings.length === 0
          ? "The site has no binding."
          : `No https binding; there is ${few(site.bindings.map((each) => `${each.protocol} ${each.bindingInformation}`))}.`,
        "Add an https binding with a server certificate in IIS Manager.",
      );
    return fine(`https ${few(https.map(({ bindingInformation }) => bindingInformation))}.`);
  },
};
