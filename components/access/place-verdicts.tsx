import { Anchor, Group, Stack, Text } from "@mantine/core";
import classes from "@/components/access/access.module.css";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { DaysLeft } from "@/components/ui/days-left";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { PlaceResolution, ResolutionsEverywhere } from "@/lib/api/access-resolutions";

/** What one certificate is in each place, with what decided. */
export function PlaceVerdicts({ answer }: { answer: ResolutionsEverywhere }) {
  const { subject, notAfter, certificateId, places } = answer;
  const letIn = places.filter(({ decision }) => decision === "allow").length;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm" fw={600}>
          {certificateId ? (
            <Anchor component={AppLink} href={`/certificates/${certificateId}`} size="sm">
              {subject || "A certificate without a subject"}
            </Anchor>
          ) : (
            subject || "A certificate without a subject"
          )}
        </Text>
        <DaysLeft notAfter={notAfter} />
        {!certificateId && (
          <Text size="sm" c="dimmed">
            not stored here
          </Text>
        )}
      </Group>
      <Text size="sm" role="status">
        {places.length === 0
          ? "There is nothing to ask: no site has a configuration in this state."
          : `It is let in as an account in ${letIn.toLocaleString("en")} of ${places.length.toLocaleString("en")} places.`}
      </Text>
      {places.length > 0 && (
        <ScrollRegion style={{ overflow: "auto", maxHeight: "70dvh" }} label="Verdicts">
          <table className={classes.who}>
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col">Account</th>
                <th scope="col">Because</th>
                <th scope="col">What the client gets</th>
              </tr>
            </thead>
            <tbody>
              {places.map((place) => (
                <Verdict key={`${place.siteConfigId} ${place.targetId}`} place={place} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </Stack>
  );
}

function Verdict({ place }: { place: PlaceResolution }) {
  const { serverName, scope, siteConfigId, siteConfigName, account, by, summary, certainty } = place;
  return (
    <tr>
      <td>
        {serverName === null || scope === null ? "Not pushed anywhere" : placeName(serverName, scope)}
        <br />
        <Anchor component={AppLink} href={`/site-configs/${siteConfigId}`} size="xs">
          {siteConfigName}
        </Anchor>
      </td>
      <td>{account ?? "None"}</td>
      <td>
        {by
          ? `${by.list === "oneToOneMappings" ? "one-to-one" : "many-to-one"} ${by.name}`
          : "Nothing matches"}
      </td>
      <td>
        {summary}
        {certainty && (
          <Text size="xs" c="dimmed">
            {certainty}
          </Text>
        )}
      </td>
    </tr>
  );
}
