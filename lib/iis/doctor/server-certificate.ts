import { CENTRAL_STORE, type SiteBinding } from "@/lib/iis/doctor/binding";
import { type Check, few, fine, problem, unknown, warning } from "@/lib/iis/doctor/check";
import { serverCertificateFaults, serverCertificateGap } from "@/lib/iis/doctor/server-certificate-faults";

export const serverCertificate: Check = {
  id: "server-certificate",
  title: "Server certificate",
  group: "binding",
  why: "Without a certificate in http.sys for the binding, or without its private key, the connection is reset before there is a request. One out of its dates, or for another name or use, is refused by clients. Nothing stands in the IIS log.",
  statuses: ["reset"],
  sure: "documented",
  source:
    "Microsoft Learn: netsh http show sslcert; HTTP Server API, SSL certificate configuration; RFC 6125 (6.4)",
  byHand: () => "netsh http show sslcert; certutil -verifystore My",
  look({ https, now }) {
    if (https.length === 0) return unknown("There is no https binding to look at.");
    const without = https.filter(({ tls }) => tls === null);
    if (without.length > 0)
      return problem(
        `No record in http.sys for ${few(without.map(({ key }) => key))}.`,
        "Choose the server certificate again in the site's bindings in IIS Manager.",
      );
    const empty = https.filter(
      ({ tls, sslFlags = 0 }) =>
        tls?.certificate === "" && (sslFlags & CENTRAL_STORE) === 0 && tls.kind !== "central-store",
    );
    if (empty.length > 0)
      return problem(
        `The record of ${few(empty.map(({ key }) => key))} names no certificate.`,
        "Choose a server certificate for the binding.",
      );
    const faults = https.flatMap((binding) => serverCertificateFaults(binding, now));
    const gaps = https.flatMap((binding) => serverCertificateGap(binding) ?? []);
    if (faults.length > 0) {
      faults.sort((a, b) => Number(b.verdict === "problem") - Number(a.verdict === "problem"));
      const say = faults[0]?.verdict === "problem" ? problem : warning;
      return say(
        `${few([...faults.map(({ words }) => words), ...gaps], 4)}.`,
        [...new Set(faults.map(({ fix }) => fix))].join(" "),
      );
    }
    if (gaps.length > 0) return unknown(`${few(gaps, 4)}.`);
    return fine(
      `${few(https.map(saySeen), 3)}. Whether the key opens and clients trust its issuer was not tried.`,
    );
  },
};

function saySeen({ key, tls }: SiteBinding): string {
  const content = tls?.serverCertificate?.content;
  const dates = `${content?.notBefore.slice(0, 10)} to ${content?.notAfter.slice(0, 10)}`;
  const names = content?.dnsNames ?? [];
  return `${key}: ${content?.subject || tls?.certificate} from ${tls?.store || "MY"}, ${dates}, ${names.length > 0 ? `for ${few(names)}` : "no DNS name"}`;
}
