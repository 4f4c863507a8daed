import { describe, expect, it } from "vitest";
import { classifyChanges, countClasses } from "@/lib/iis/change-class";
import { diffSiteConfig } from "@/lib/iis/diff";
import type { SiteConfig } from "@/lib/iis/site-config";

const mapping = (userName: string, certificate: string, enabled = true) => ({
  name: userName,
  enabled,
  userName,
  certificate,
});
const config = (...oneToOneMappings: ReturnType<typeof mapping>[]): SiteConfig => ({
  iisClientCertificateMappingAuthentication: {
    enabled: true,
    oneToOneCertificateMappingsEnabled: true,
    manyToOneCertificateMappingsEnabled: true,
    logonMethod: "ClearText",
    defaultLogonDomain: "",
    oneToOneMappings,
    manyToOneMappings: [],
  },
});
const [alice, bob] = [mapping("CONTOSO\\alice", "QUFB"), mapping("CONTOSO\\bob", "QkJC")];
const mallory = mapping("CONTOSO\\mallory", "TU1N");

describe("classifyChanges", () => {
  it("calls what leads to the newest revision ours, what somebody added foreign, and the rest corrective", () => {
    const deployed = config(alice);
    const newest = config(alice, bob);
    const observed = config({ ...alice, enabled: false }, { ...bob, name: "" }, mallory);
    const changes = diffSiteConfig(deployed, observed);
    const classes = classifyChanges(changes, diffSiteConfig(deployed, newest));
    const by = Object.fromEntries(changes.map(({ entry }, index) => [entry?.key, classes[index]]));
    expect(by).toEqual({ QUFB: "corrective", QkJC: "ours", TU1N: "foreign" });
    expect(countClasses(classes)).toEqual({ ours: 1, corrective: 1, foreign: 1 });
  });

  it("calls a removed entry and a changed setting corrective, unless the newest revision says so too", () => {
    const changes = diffSiteConfig(config(alice, bob), config(alice));
    expect(classifyChanges(changes, [])).toEqual(["corrective"]);
    expect(classifyChanges(changes, changes)).toEqual(["ours"]);
  });
});
