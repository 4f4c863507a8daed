import { describe, expect, it } from "vitest";
import { verdictOf, worstFirst } from "@/components/certificates/acceptance-verdict";
import type { ChecklistItem } from "@/lib/pki/checklist";

const dates: ChecklistItem = { code: "dates", state: "pass", message: "It is valid." };
const issuer: ChecklistItem = { code: "issuer", state: "warn", message: "It is self-signed." };
const key: ChecklistItem = { code: "key", state: "warn", message: "It is short." };
const hash: ChecklistItem = { code: "hash", state: "fail", message: "It is MD5.", status: "403.16" };

describe("the verdict on a certificate", () => {
  it("puts what is refused first and keeps the order of the checks otherwise", () => {
    const items = [dates, issuer, key, hash];
    expect(worstFirst(items)).toEqual([hash, issuer, key, dates]);
    expect(items[0]).toBe(dates);
  });

  it("answers no, perhaps, or yes", () => {
    expect(verdictOf([dates, issuer, hash])).toMatch(/^No\. .* 1 check of 3\.$/);
    expect(verdictOf([hash, { ...hash, code: "key" }])).toContain("2 checks of 2");
    expect(verdictOf([dates, issuer])).toMatch(/^Perhaps\. .* 1 comes with a warning/);
    expect(verdictOf([dates, issuer, key])).toContain("2 come with");
    expect(verdictOf([dates])).toMatch(/^Yes, as far as/);
  });
});
