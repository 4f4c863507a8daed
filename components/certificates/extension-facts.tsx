import { FactGroup } from "@/components/certificates/fact-group";
import { FactLines } from "@/components/certificates/fact-lines";
import { NamedOid } from "@/components/certificates/named-oid";
import type { Certificate } from "@/lib/pki/certificate";
import { extensionName } from "@/lib/pki/oids";

/** What else it carries: its policies, and every extension with its identifier. */
export function ExtensionFacts({ inside }: { inside: Certificate }) {
  return (
    <FactGroup
      title="Extensions"
      facts={[
        [
          "Policies",
          <FactLines key="policies">
            {inside.policies.map((oid) => (
              <NamedOid key={oid} oid={oid} />
            ))}
          </FactLines>,
        ],
        [
          "All of them",
          <FactLines key="extensions">
            {inside.extensions.map(({ oid, critical }) => (
              <NamedOid
                key={oid}
                oid={oid}
                name={extensionName(oid)}
                note={critical ? "critical" : undefined}
              />
            ))}
          </FactLines>,
        ],
      ]}
    />
  );
}
