import { describe, expect, it } from "vitest";
import { actionOptions } from "@/components/audit/action-words";
import { eventPhrase, eventSentence } from "@/components/audit/event-phrase";
import { AUDIT_ACTIONS } from "@/lib/api/audit-events";

const NOTHING = { before: null, after: null };

describe("eventPhrase", () => {
  it.each(AUDIT_ACTIONS)("says %s in words without its details", (action) => {
    const phrase = eventPhrase({ action, nounName: "X", ...NOTHING });
    expect(phrase).toMatch(/^[a-z]/);
    expect(phrase).not.toMatch(/undefined|null|\[object/);
  });

  it("says of an agent by whose token it was approved, or why it was not", () => {
    const said = (action: "server.enrol" | "server.approve-automatically", after: Record<string, string>) =>
      eventPhrase({ action, nounName: "WEB01", before: null, after });
    expect(said("server.approve-automatically", { maker: "Ann" })).toBe(
      "approved the server WEB01 automatically, by a token of Ann",
    );
    expect(said("server.enrol", { maker: "Ann", automaticApproval: "given" })).toBe("asked to join as WEB01");
    expect(said("server.enrol", { maker: "Ann", automaticApproval: "makerDisabled" })).toBe(
      "asked to join as WEB01 and waits: Ann, who made the token, is disabled",
    );
    expect(said("server.enrol", { maker: "Ann", automaticApproval: "hostKnown" })).toBe(
      "asked to join as WEB01 and waits: its host name was known here already",
    );
  });

  it("names revision and targets of a push, and the account of a mapping", () => {
    expect(
      eventSentence({
        action: "deployment.start",
        nounName: "Deployment 12",
        before: null,
        after: { siteConfig: "Partner portal", revision: 3, targets: ["WEB01: Shop", "WEB02: Shop"] },
      }),
    ).toBe("Started Deployment 12: Partner portal revision 3 to 2 targets");
    expect(
      eventPhrase({
        action: "mapping.add",
        nounName: "Nancy in Shop",
        before: null,
        after: { userName: "C\\n" },
      }),
    ).toBe("added the mapping Nancy in Shop (account C\\n)");
    expect(
      eventPhrase({
        action: "mapping.remove",
        nounName: "Partners in Shop",
        before: { userName: null, rules: [] },
        after: null,
      }),
    ).toBe("removed the many-to-one mapping Partners in Shop");
  });

  it("tells a new name from new settings", () => {
    const change = (before: object, after: object) =>
      eventPhrase({
        action: "site-config.update",
        nounName: "Shop",
        before: JSON.parse(JSON.stringify(before)),
        after: JSON.parse(JSON.stringify(after)),
      });
    expect(change({ name: "A", settings: {} }, { name: "B", settings: {} })).toBe("changed the name of Shop");
    expect(change({ name: "A", settings: {} }, { name: "A", settings: { x: 1 } })).toBe(
      "changed the settings of Shop",
    );
  });
});

describe("actionOptions", () => {
  it("offers every kind once", () => {
    const values = actionOptions().flatMap((group) => group.items.map((item) => item.value));
    expect([...values].sort()).toEqual([...AUDIT_ACTIONS].sort());
  });
});
