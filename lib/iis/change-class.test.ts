import { describe, expect, it } from "vitest";
import { classifyChanges, classifyPush, countClasses } from "@/lib/iis/change-class";
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

describe("classifyPush", () => {
  const classesOf = (live: SiteConfig, deployed: SiteConfig | null, desired: SiteConfig) => {
    const changes = diffSiteConfig(live, desired);
    const classes = classifyPush(changes, deployed && diffSiteConfig(deployed, desired));
    return Object.fromEntries(
      changes.map(({ entry, field }, index) => [entry?.key ?? field, classes[index]]),
    );
  };
  const nameless = (each: typeof alice) => ({ ...each, name: "" });

  it("tells what the revision changes from what it puts right and from what it takes from somebody else", () => {
    const live = config(nameless(alice), { ...nameless(bob), enabled: false }, mallory);
    const carol = mapping("CONTOSO\\carol", "Q0ND");
    expect(classesOf(live, config(alice, bob), config(bob, carol))).toEqual({
      QUFB: "ours",
      QkJC: "corrective",
      TU1N: "foreign",
      Q0ND: "ours",
    });
  });

  it("calls everything of a first push ours but what it takes out", () => {
    expect(classesOf(config(mallory), null, config(alice))).toEqual({ TU1N: "foreign", QUFB: "ours" });
  });

  it("calls a setting that drifted and that the revision sets anew ours", () => {
    const method = (logonMethod: "ClearText" | "Batch" | "Network"): SiteConfig => {
      const { iisClientCertificateMappingAuthentication: section } = config();
      return { iisClientCertificateMappingAuthentication: section && { ...section, logonMethod } };
    };
    expect(classesOf(method("Batch"), method("ClearText"), method("Network"))).toEqual({
      logonMethod: "ours",
    });
    expect(classesOf(method("Batch"), method("ClearText"), method("ClearText"))).toEqual({
      logonMethod: "corrective",
    });
  });
});
