import { describe, expect, it } from "vitest";
import { compareFingerprint } from "@/components/servers/compare-fingerprint";

const expected = "3f2a91c0".repeat(8);
const grouped = (expected.match(/.{4}/g) ?? []).join(" ");

describe("compareFingerprint", () => {
  it("takes the fingerprint as the agent prints it, and with other separators", () => {
    expect(compareFingerprint(grouped, expected)).toEqual({ outcome: "same" });
    expect(compareFingerprint(`  ${expected.toUpperCase()}\r\n`, expected)).toEqual({ outcome: "same" });
    expect(compareFingerprint(`Fingerprint of this agent:\n  ${grouped}`, expected).outcome).toBe("same");
    expect(compareFingerprint(`Fingerprint      ${grouped}`, expected).outcome).toBe("same");
    expect(compareFingerprint((expected.match(/../g) ?? []).join(":"), expected)).toEqual({
      outcome: "same",
    });
  });

  it("names the groups that differ", () => {
    const other = `${expected.slice(0, 4)}0000${expected.slice(8)}`;
    expect(compareFingerprint(other, expected)).toEqual({ outcome: "different", groups: [1] });
  });

  it("does not call a part, a longer text or no hex the same", () => {
    expect(compareFingerprint("", expected)).toEqual({ outcome: "nothing" });
    expect(compareFingerprint(expected.slice(0, 60), expected)).toEqual({
      outcome: "incomplete",
      digits: 60,
    });
    expect(compareFingerprint(`${expected}0`, expected)).toEqual({ outcome: "different", groups: [16] });
    expect(compareFingerprint("not a fingerprint", expected).outcome).not.toBe("same");
  });
});
