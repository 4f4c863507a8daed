import { CENTRAL_STORE } from "@/lib/iis/doctor/binding";
import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const serverCertificate: Check = {
  id: "server-certificate",
  title: "Server certificate",
  group: "binding",
  why: "Without a certificate in http.sys for the binding, the connection is reset before there is a request. Nothing stands in the IIS log.",
  statuses: ["reset"],
  sure: "documented",
  source: "Microsoft Learn: netsh http show sslcert; HTTP Server API, SSL certificate configuration",
  byHand: () => "netsh http show sslcert; certutil -verifystore My",
  look({ https }) {
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
    if (https.some(({ tls }) => tls === undefined))
      return unknown("The agent did not report the http.sys records of these bindings.");
    return fine(
      `${few(
        https.map(
          ({ key, tls }) =>
            `${key}: ${tls?.certificate ? `${tls.certificate.slice(0, 16)}... from ${tls.store || "MY"}` : "central certificate store"}`,
        ),
      )}. Its dates, its names and its private key were not looked at.`,
    );
  },
};
