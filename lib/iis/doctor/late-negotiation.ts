import { buildNumber, isHttp2Off, isTls13Off, SERVER_2022, SERVER_2025 } from "@/lib/iis/doctor/binding";
import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";

export const lateNegotiation: Check = {
  id: "late-negotiation",
  title: "When the certificate is asked for",
  group: "binding",
  why: "Unless the binding asks in the first handshake, IIS asks afterwards. TLS 1.3 and HTTP/2 have no way for that: the connection is reset on Server 2022 and answered with 500.0 (0x80070032) on Server 2025.",
  statuses: ["reset", "500.0"],
  sure: "documented",
  source:
    "Microsoft Tech Community, 29 August 2025: TLS 1.3 compatibility in IIS; RFC 8446, RFC 8740; netsh http (clientcertnegotiation)",
  byHand: () => "netsh http show sslcert",
  look({ asks, https, host, config }) {
    if (config === null || https.length === 0) return unknown("There is no https binding to look at.");
    if (!asks) return fine("sslFlags do not ask for a certificate, so nothing is asked late.");
    const late = https.filter(({ tls }) => tls && !tls.negotiateClientCertificate);
    const unseen = https.filter(({ tls }) => !tls);
    if (late.length === 0)
      return unseen.length > 0
        ? unknown(
            `Whether ${few(unseen.map(({ key }) => key))} asks in the first handshake was not reported.`,
          )
        : fine(`Asked for in the first handshake on ${few(https.map(({ key }) => key))}.`);
    const keys = few(late.map(({ key }) => key));
    const wish = {
      kind: "binding-flags" as const,
      wishes: late.map(({ key }) => ({ key, negotiateClientCertificate: true })),
      words: `asks for the client certificate in the first handshake on ${keys}`,
    };
    const fix =
      "Let the binding ask in the first handshake (clientcertnegotiation=enable), or switch TLS 1.3 and HTTP/2 off on it.";
    const build = buildNumber(host.windowsBuild);
    const modern = late.filter((binding) => isTls13Off(binding) !== true);
    if (build !== undefined && build < SERVER_2022)
      return late.some((binding) => isHttp2Off(binding) !== true)
        ? warning(
            `${keys} asks late and HTTP/2 is on. Windows build ${host.windowsBuild} has no TLS 1.3, and falls back to HTTP/1.1.`,
            fix,
            wish,
          )
        : fine(`${keys} asks late; Windows build ${host.windowsBuild} has no TLS 1.3, so it can.`);
    if (modern.length === 0)
      return warning(`${keys} asks late; TLS 1.3 is off there, so it works by renegotiation.`, fix, wish);
    const effect =
      build === undefined
        ? "the connection is reset, or the answer is 500.0 (0x80070032), by the version of Windows"
        : build >= SERVER_2025
          ? "clients with TLS 1.3 get 500.0 (0x80070032)"
          : "the connection of clients with TLS 1.3 is reset";
    return problem(`${keys} asks late and TLS 1.3 is not off there: ${effect}.`, fix, wish);
  },
};
