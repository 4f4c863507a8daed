import { Alert, Anchor, Text } from "@mantine/core";
import { AppLink } from "@/components/ui/app-link";
import type { SiteConfigDetail } from "@/lib/api/site-configs";

/** What the settings do to the whole list; nothing where they let it work. */
export function ListNotes({ siteConfig: { id, settings } }: { siteConfig: SiteConfigDetail }) {
  const note = noteOf(settings);
  if (note === null) return null;
  return (
    <Alert variant="default" color="orange" title={note[0]}>
      <Text size="sm">
        {note[1]}{" "}
        <Anchor component={AppLink} href={`/site-configs/${id}?tab=settings`} inherit underline="always">
          Settings
        </Anchor>
      </Text>
    </Alert>
  );
}

function noteOf(settings: SiteConfigDetail["settings"]): [title: string, text: string] | null {
  const section = settings.iisClientCertificateMappingAuthentication;
  if (!section)
    return [
      "Certificate mapping is not managed",
      "These mappings are kept in the draft, and neither published nor pushed until it is managed in the",
    ];
  if (!section.enabled || !section.manyToOneCertificateMappingsEnabled)
    return [
      "Many-to-one mapping is switched off",
      "IIS loads none of these mappings until it is switched on in the",
    ];
  if (settings.clientCertificateMappingAuthentication?.enabled)
    return [
      "Active Directory mapping is on",
      "IIS cannot use many-to-one mappings together with it (Microsoft Learn). Switch one of the two off in the",
    ];
  return null;
}
