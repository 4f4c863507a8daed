import { type Check, few, fine, unknown, warning } from "@/lib/iis/doctor/check";
import { quotePowerShell } from "@/lib/iis/render/quote";

const DEFAULT_BYTES = 49_152;

export const uploadReadAhead: Check = {
  id: "upload-read-ahead",
  title: "Large uploads",
  group: "binding",
  why: "While IIS asks late for the certificate, it holds what the client sends already. A first request larger than uploadReadAheadSize gets 413.",
  statuses: ["413"],
  sure: "documented",
  source: "Microsoft: uploadReadAheadSize (serverRuntime); TechNet cc737382",
  byHand: ({ siteName }) =>
    `Get-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location ${quotePowerShell(siteName)} -Filter system.webServer/serverRuntime -Name uploadReadAheadSize`,
  look({ site, asks, config, https }) {
    if (site === null || config === null) return unknown("The site is not in the agent's last report.");
    if (!asks) return fine("sslFlags do not ask for a certificate, so nothing is held back.");
    const late = https.filter(({ tls }) => !tls?.negotiateClientCertificate);
    if (late.length === 0 && https.length > 0)
      return fine("The certificate is asked for in the first handshake, before any upload.");
    const size = site.uploadReadAheadSize;
    if (https.every(({ tls }) => tls === undefined) && size === undefined)
      return unknown(
        `Neither the bindings' flags nor uploadReadAheadSize were reported; the default is ${DEFAULT_BYTES.toLocaleString("en")} bytes.`,
      );
    const keys = few(late.map(({ key }) => key));
    const known = late.filter(({ tls }) => tls);
    return warning(
      `uploadReadAheadSize is ${size === undefined ? `not known (${DEFAULT_BYTES.toLocaleString("en")} by default)` : size.toLocaleString("en")} bytes, and ${keys} asks late. A first request with more gets 413.`,
      "Let the binding ask in the first handshake, raise uploadReadAheadSize, or let clients send a HEAD request first.",
      known.length === 0
        ? undefined
        : {
            kind: "binding-flags",
            wishes: known.map(({ key }) => ({ key, negotiateClientCertificate: true })),
            words: `asks for the client certificate in the first handshake on ${few(known.map(({ key }) => key))}`,
          },
    );
  },
};
