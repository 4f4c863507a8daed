import { describe, expect, it } from "vitest";
import { mappingDifferences } from "@/components/site-configs/mapping-differences";
import type { MappingRow } from "@/lib/queries/mapping-rows";

const seen: MappingRow = {
  id: "m",
  name: "alice",
  enabled: true,
  account: { id: "a", userName: "CONTOSO\\a", hasPassword: true },
  certificate: { id: "c", subject: "CN=Alice", owner: "People", notAfter: 0 },
  createdAt: "2026-11-21T00:00:00.000Z",
  createdBy: "Ann",
  text: "",
};

describe("mappingDifferences", () => {
  it("says nothing of what is no part of the mapping", () => {
    const account = { ...seen.account, hasPassword: false };
    const certificate = { ...seen.certificate, owner: "Payments" };
    expect(mappingDifferences(seen, { ...seen, account, certificate, text: "x" })).toEqual([]);
  });

  it("names each thing that is another one now", () => {
    expect(
      mappingDifferences(seen, {
        ...seen,
        name: "bob",
        enabled: false,
        account: { id: "b", userName: "CONTOSO\\b", hasPassword: true },
        certificate: { ...seen.certificate, id: "d", subject: "CN=Bob" },
      }),
    ).toEqual([
      "alice: the name is now bob; you saw alice.",
      "alice: the account is now CONTOSO\\b; you saw CONTOSO\\a.",
      "alice: the certificate is now CN=Bob; you saw CN=Alice.",
      "alice: it is now disabled; you saw enabled.",
    ]);
  });

  it("tells another certificate of the same subject, and a mapping that is gone", () => {
    const certificate = { ...seen.certificate, id: "d" };
    expect(mappingDifferences(seen, { ...seen, certificate })).toEqual([
      "alice: it has another certificate of the same subject now.",
    ]);
    expect(mappingDifferences(seen, undefined)).toEqual(["alice was removed."]);
  });
});
