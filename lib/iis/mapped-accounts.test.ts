import { describe, expect, it } from "vitest";
import { accountsMappedAnew, accountsUsed } from "@/lib/iis/mapped-accounts";
import type { ManyToOneMapping, OneToOneMapping, SiteConfig } from "@/lib/iis/site-config";

const one = (
  userName: string,
  certificate: string,
  more: Partial<OneToOneMapping> = {},
): OneToOneMapping => ({
  name: certificate,
  enabled: true,
  userName,
  certificate,
  ...more,
});
const many = (name: string, more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => ({
  name,
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "C\\sales",
  rules: [
    {
      certificateField: "Subject",
      certificateSubField: "O",
      matchCriteria: "Contoso",
      compareCaseSensitive: true,
    },
  ],
  ...more,
});
function config(oneToOneMappings: OneToOneMapping[], manyToOneMappings: ManyToOneMapping[] = []): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings,
      manyToOneMappings,
    },
  };
}

describe("the accounts that a site config uses", () => {
  it("are each one whatever its case, with both of their roles", () => {
    const used = accountsUsed(
      config(
        [one("C\\Sales", "A")],
        [many("deny", { permissionMode: "Deny" }), many("x", { userName: "C\\b" })],
      ),
    );
    expect([...used]).toEqual([
      ["c\\sales", { userName: "C\\Sales", allows: true, denies: true }],
      ["c\\b", { userName: "C\\b", allows: true, denies: false }],
    ]);
  });

  it("are none where nothing is mapped, or a Deny names nobody", () => {
    expect([...accountsUsed({})]).toEqual([]);
    expect([
      ...accountsUsed(config([], [many("d", { permissionMode: "Deny", userName: undefined })])),
    ]).toEqual([]);
  });
});

describe("what is mapped anew", () => {
  const before = config([one("C\\a", "A"), one("C\\b", "B", { enabled: false })], [many("m")]);
  const anew = (oneToOne: OneToOneMapping[], manyToOne = [many("m")]) =>
    accountsMappedAnew(
      before,
      config([one("C\\a", "A"), one("C\\b", "B", { enabled: false }), ...oneToOne], manyToOne),
    );

  it("is every account of a first revision", () => {
    expect(accountsMappedAnew(null, before)).toEqual(["c\\a", "c\\b", "c\\sales"]);
  });

  it("is a new entry, also a disabled one", () => {
    expect(anew([one("C\\x", "X", { enabled: false })])).toEqual(["c\\x"]);
    expect(anew([], [many("m"), many("n", { userName: "C\\n" })])).toEqual(["c\\n"]);
  });

  it("is an entry with another certificate, account, rule or permission, or switched on", () => {
    const change = (oneToOne: OneToOneMapping[], manyToOne: ManyToOneMapping[]) =>
      accountsMappedAnew(before, config(oneToOne, manyToOne));
    expect(change([one("C\\a", "Z")], [])).toEqual(["c\\a"]);
    expect(change([one("C\\z", "A")], [])).toEqual(["c\\z"]);
    expect(change([one("C\\b", "B")], [])).toEqual(["c\\b"]);
    expect(change([], [many("m", { rules: [] })])).toEqual(["c\\sales"]);
    const deny = config([], [many("m", { permissionMode: "Deny" })]);
    expect(accountsMappedAnew(deny, config([], [many("m")]))).toEqual(["c\\sales"]);
  });

  it("is not another label, another order, another case, an entry switched off or gone, or a Deny", () => {
    expect(
      accountsMappedAnew(
        before,
        config(
          [one("C\\B", "B", { enabled: false, name: "other" }), one("c\\A", "A", { enabled: false })],
          [many("d", { permissionMode: "Deny" }), many("renamed", { enabled: false })],
        ),
      ),
    ).toEqual([]);
    expect(accountsMappedAnew(before, {})).toEqual([]);
  });
});
