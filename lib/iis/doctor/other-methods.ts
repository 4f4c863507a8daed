import { type Check, fine, unknown, warning } from "@/lib/iis/doctor/check";
import { OTHER_METHODS } from "@/lib/iis/doctor/draft-fix";

export const otherMethods: Check = {
  id: "other-methods",
  title: "No other way in",
  group: "site",
  why: "A certificate that maps to nobody is not refused: the next method decides. With anonymous authentication on, it is let in as IUSR with 200.",
  statuses: ["200", "401.1"],
  sure: "hypothesis",
  source:
    "Microsoft Learn: iisClientCertificateMappingAuthentication (disable the others); reported behaviour (anonymous-lets-in, no-match-declines)",
  byHand: () =>
    "& $env:windir\\system32\\inetsrv\\appcmd.exe list config -section:anonymousAuthentication; & $env:windir\\system32\\inetsrv\\appcmd.exe list config -section:windowsAuthentication",
  look({ config, mapsByIis, mapsByDirectory }) {
    if (config === null)
      return unknown("The agent has not reported the authentication methods of this site.");
    const missing = OTHER_METHODS.filter((name) => config[name] === undefined);
    const on = OTHER_METHODS.filter((name) => config[name]?.enabled);
    if (on.length === 0)
      return missing.length > 0
        ? unknown(`Not reported: ${missing.join(", ")}.`)
        : fine("Anonymous, basic, digest and Windows authentication are off.");
    if (!mapsByIis && !mapsByDirectory) return fine(`Mapping is off here; on: ${on.join(", ")}.`);
    const anonymous = on.includes("anonymousAuthentication");
    return warning(
      `On beside the mapping: ${on.join(", ")}.${anonymous ? " A certificate that maps to nobody is let in as IUSR." : ""}`,
      "Switch them off, unless people without a mapped certificate are meant to get in.",
      { kind: "draft-change", change: "other-methods-off", words: `switches off ${on.join(", ")}` },
    );
  },
};
