import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CutOffSubject, cutOff } from "@/lib/iis/cut-off";
import { resolveAccount } from "@/lib/iis/resolve";
import type { ManyToOneMapping, MappingSection, SiteConfig } from "@/lib/iis/site-config";
import { toBlob } from "@/lib/pki/blob";
import { certificate } from "@/lib/pki/fixtures/openssl";
import { parsed } from "@/lib/pki/fixtures/parsed";

const RUNS = process.env.CERTMAP_FULL === "1" ? 20_000 : 300;

function subjectOf(label: string, subject: string) {
  const der = certificate({ subject });
  const { sha256, subjectName, issuerName } = parsed(der);
  return { kind: "certificate" as const, label, sha256, blob: toBlob(der), subjectName, issuerName };
}
const ann = subjectOf("Ann", "/C=DE/O=Contoso/CN=Ann");
const nameless = subjectOf("Nameless", "/CN=*");

function configOf(section: Partial<MappingSection>): SiteConfig {
  return {
    iisClientCertificateMappingAuthentication: {
      enabled: true,
      oneToOneCertificateMappingsEnabled: true,
      manyToOneCertificateMappingsEnabled: true,
      logonMethod: "ClearText",
      defaultLogonDomain: "",
      oneToOneMappings: [],
      manyToOneMappings: [],
      ...section,
    },
  };
}
const oneToOne = (certificate: string, userName: string, enabled = true) => ({
  name: userName,
  enabled,
  userName,
  certificate,
});
const rule = (certificateSubField: string, matchCriteria: string, compareCaseSensitive = true) => ({
  certificateField: "Subject" as const,
  certificateSubField,
  matchCriteria,
  compareCaseSensitive,
});
const manyToOne = (name: string, more: Partial<ManyToOneMapping> = {}): ManyToOneMapping => ({
  name,
  description: "",
  enabled: true,
  permissionMode: "Allow",
  userName: "CONTOSO\\all",
  rules: [],
  ...more,
});
const sectionOf = (config: SiteConfig | undefined) => config?.iisClientCertificateMappingAuthentication;

describe("a certificate", () => {
  test("loses its entries, also one that is switched off or written in another way", () => {
    // Without its padding the base64 is another text of the same certificate.
    const other = ann.blob.replace(/=+$/, "");
    const config = configOf({
      oneToOneMappings: [oneToOne(ann.blob, "a", false), oneToOne(other, "b"), oneToOne("MIIC", "c")],
    });
    const cut = cutOff(config, ann);
    expect(sectionOf(cut?.config)?.oneToOneMappings.map(({ userName }) => userName)).toEqual(["c"]);
    expect(cut?.deny).toBeNull();
  });

  test("is denied first where rules still match, under a name that is free", () => {
    const config = configOf({ manyToOneMappings: [manyToOne("CUT OFF: ANN"), manyToOne("B")] });
    const cut = cutOff(config, ann);
    expect(sectionOf(cut?.config)?.manyToOneMappings[0]).toMatchObject({
      name: "Cut off: Ann (2)",
      permissionMode: "Deny",
    });
    expect(cut?.deny && "userName" in cut.deny).toBe(false);
  });

  test("needs nothing where a Deny comes first, or where only a mapping that is switched off matches", () => {
    const deny = { permissionMode: "Deny" as const };
    expect(cutOff(configOf({ manyToOneMappings: [manyToOne("D", deny), manyToOne("A")] }), ann)).toBeNull();
    expect(cutOff(configOf({ manyToOneMappings: [manyToOne("A", { enabled: false })] }), ann)).toBeNull();
    expect(cutOff({ access: { sslFlags: [] } }, ann)).toBeNull();
  });

  test("is denied in a list that is switched off too: switching it on must not let it in", () => {
    const config = configOf({
      manyToOneCertificateMappingsEnabled: false,
      manyToOneMappings: [manyToOne("A")],
    });
    expect(cutOff(config, ann)?.deny).not.toBeNull();
  });

  test("that no rule can be written for is said to be let in still, and nobody else is locked out", () => {
    const cut = cutOff(configOf({ manyToOneMappings: [manyToOne("A")] }), nameless);
    expect(cut).toMatchObject({ deny: null, stillAllowedBy: "A" });
  });

  test("never gets in after a cut-off, and a second one finds nothing", () => {
    const rules = fc.array(
      fc
        .record({
          field: fc.constantFrom("CN", "O", "C", "OU", "Nonsense"),
          text: fc.constantFrom("Ann", "A*", "*", "Contoso", "*toso", "contoso", "DE", ""),
          strict: fc.boolean(),
        })
        .map(({ field, text, strict }) => rule(field, text, strict)),
      { maxLength: 3 },
    );
    const mappings = fc.array(fc.record({ rules, deny: fc.boolean(), enabled: fc.boolean() }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(mappings, fc.boolean(), (list, mapped) => {
        const config = configOf({
          oneToOneMappings: mapped ? [oneToOne(ann.blob, "a")] : [],
          manyToOneMappings: list.map((each, i) =>
            manyToOne(`M${i}`, {
              rules: each.rules,
              enabled: each.enabled,
              permissionMode: each.deny ? "Deny" : "Allow",
            }),
          ),
        });
        const cut = cutOff(config, ann);
        if (cut === null) expect(resolveAccount(ann, config).decision).not.toBe("allow");
        else {
          expect(resolveAccount(ann, cut.config).decision).not.toBe("allow");
          expect(cutOff(cut.config, ann)).toBeNull();
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("an account", () => {
  const account = (userName: string): CutOffSubject => ({ kind: "account", userName });

  test("loses its entries in every spelling that is the same to IIS", () => {
    const config = configOf({
      defaultLogonDomain: "Contoso",
      oneToOneMappings: [
        oneToOne("MIIA", "contoso\\ANN"),
        oneToOne("MIIB", "ann"),
        oneToOne("MIIC", "FABRIKAM\\ann"),
        oneToOne("MIID", "ann@contoso.com"),
      ],
      manyToOneMappings: [
        manyToOne("Team", { userName: "Ann" }),
        manyToOne("Off", { userName: "CONTOSO\\ann", enabled: false }),
        manyToOne("Others"),
      ],
    });
    const cut = cutOff(config, account("CONTOSO\\ann"));
    expect(cut?.removed.map(({ certificate }) => certificate)).toEqual(["MIIA", "MIIB"]);
    expect(cut?.disabled.map(({ name }) => name)).toEqual(["Team"]);
    expect(sectionOf(cut?.config)?.manyToOneMappings.map(({ enabled }) => enabled)).toEqual([
      false,
      false,
      true,
    ]);
    expect(cutOff(cut?.config ?? {}, account("CONTOSO\\ann"))).toBeNull();
  });
});
