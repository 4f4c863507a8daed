import { type MappingSection, type SiteConfig, SSL_FLAGS } from "@/lib/iis/site-config";

type MappingLists = "oneToOneMappings" | "manyToOneMappings";
/** A draft without its mappings, which are rows of their own in the console. */
export type Settings = Omit<SiteConfig, "iisClientCertificateMappingAuthentication"> & {
  iisClientCertificateMappingAuthentication?: Omit<MappingSection, MappingLists>;
};

/** Changes of a site config that the doctor offers: what becomes of them is decided here and nowhere else. */
export const DRAFT_FIXES = [
  "ask-for-certificate",
  "other-methods-off",
  "mapping-on",
  "one-to-one-on",
  "many-to-one-on",
  "many-to-one-off",
] as const;
export type DraftFix = (typeof DRAFT_FIXES)[number];

/** A site config with one thing mended; a section that was not managed becomes managed with the value that was seen. */
export function applyDraftFix(draft: Settings, fix: DraftFix, seen: SiteConfig): Settings {
  const section = draft.iisClientCertificateMappingAuthentication;
  const withSection = (change: Partial<Omit<MappingSection, MappingLists>>): Settings =>
    section === undefined
      ? draft
      : { ...draft, iisClientCertificateMappingAuthentication: { ...section, ...change } };
  switch (fix) {
    case "ask-for-certificate": {
      const flags = draft.access?.sslFlags ?? seen.access?.sslFlags ?? [];
      const wanted = SSL_FLAGS.filter(
        (flag) => flag === "Ssl" || flag === "SslNegotiateCert" || flags.includes(flag),
      );
      return { ...draft, access: { sslFlags: wanted } };
    }
    case "other-methods-off": {
      const on = OTHER_METHODS.filter((name) => seen[name]?.enabled || draft[name]?.enabled);
      return { ...draft, ...Object.fromEntries(on.map((name) => [name, { enabled: false }])) };
    }
    case "mapping-on":
      return withSection({ enabled: true });
    case "one-to-one-on":
      return withSection({ oneToOneCertificateMappingsEnabled: true });
    case "many-to-one-on":
      return withSection({ manyToOneCertificateMappingsEnabled: true });
    case "many-to-one-off":
      return withSection({ manyToOneCertificateMappingsEnabled: false });
  }
}

export const OTHER_METHODS = [
  "anonymousAuthentication",
  "basicAuthentication",
  "digestAuthentication",
  "windowsAuthentication",
] as const;
