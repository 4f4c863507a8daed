import { type CutOffSubject, cutOff, headOf, nameWithoutDomain } from "@/lib/iis/cut-off";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * Of these subjects, those that a site config lets in, in their order. One that no rule can keep out counts only by its one-to-one
 * mappings: nothing that a person could publish would be without it. Quick for many subjects and many mappings.
 */
export function letsIn<Each extends { subject: CutOffSubject }>(
  config: SiteConfig,
  subjects: readonly Each[],
): Each[] {
  const section = config.iisClientCertificateMappingAuthentication;
  if (section === undefined || subjects.length === 0) return [];
  const { oneToOneMappings, manyToOneMappings } = section;
  const heads = new Set(oneToOneMappings.map(({ certificate }) => headOf(certificate)));
  const names = new Set(
    [...oneToOneMappings, ...manyToOneMappings].flatMap(({ userName }) =>
      userName === undefined ? [] : [nameWithoutDomain(userName)],
    ),
  );
  const anyRule = manyToOneMappings.some(({ enabled }) => enabled);
  return subjects.filter(({ subject }) => {
    const possible =
      subject.kind === "account"
        ? names.has(nameWithoutDomain(subject.userName))
        : anyRule || heads.has(headOf(subject.blob));
    const cut = possible ? cutOff(config, subject) : null;
    return cut !== null && (cut.removed.length > 0 || cut.disabled.length > 0 || cut.deny !== null);
  });
}
