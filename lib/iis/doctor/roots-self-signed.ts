import { type Check, few, fine, problem, unknown } from "@/lib/iis/doctor/check";

export const rootsSelfSigned: Check = {
  id: "roots-self-signed",
  title: "Only self-signed certificates in Trusted Root",
  group: "trust",
  why: "One certificate in LocalMachine\\Root that is not self-signed makes Schannel refuse client certificates: 403.16.",
  statuses: ["403.16"],
  sure: "documented",
  source: "Microsoft KB2802568, KB942061",
  byHand: () =>
    "Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object { $_.Issuer -ne $_.Subject } | Format-List Subject, Thumbprint",
  look({ host }) {
    const wrong = host.rootsNotSelfSigned;
    if (wrong === undefined) return unknown("The agent did not report LocalMachine\\Root.");
    if (wrong.length === 0) return fine("Every certificate in LocalMachine\\Root is self-signed.");
    return problem(
      `${wrong.length} in LocalMachine\\Root ${wrong.length === 1 ? "is" : "are"} not self-signed: ${few(
        wrong.map(({ subject, thumbprint }) => `${subject} (${thumbprint})`),
        3,
      )}.`,
      "Move them to LocalMachine\\CA (Intermediate Certification Authorities). Find out which policy or program puts them there.",
    );
  },
};
