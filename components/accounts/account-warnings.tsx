import { Alert, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { AccountDetail } from "@/lib/api/accounts";
import { privilegedSign } from "@/lib/iis/privileged-account";

/** What a careful person would ask about before mapping anybody to this account. */
export function AccountWarnings({ account }: { account: AccountDetail }) {
  const warnings = warningsOf(account);
  if (warnings.length === 0) return null;
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle color="light-dark(#b35900, #ffa94d)" aria-hidden />}
      title="Look at this account twice"
    >
      {warnings.map((warning) => (
        <Text key={warning} size="sm">
          {warning}
        </Text>
      ))}
    </Alert>
  );
}

function warningsOf({ userName, roles, places, serverGroups }: AccountDetail): string[] {
  const sign = privilegedSign(userName);
  const named = (which: AccountDetail["roles"]) =>
    which.map(({ siteConfigName }) => siteConfigName).join(", ");
  const [allows, denies] = [roles.filter((role) => role.allows), roles.filter((role) => role.denies)];
  const outside = places.filter(({ inScope }) => !inScope).length;
  return [
    ...(sign
      ? [
          sign.by === "name"
            ? `${sign.why} Whoever has a mapped certificate would act with these rights.`
            : `It may be privileged. ${sign.why} Certmap cannot ask Windows; check its groups there.`,
        ]
      : []),
    ...(allows.length > 0 && denies.length > 0
      ? [
          `It serves both: ${named(allows)} lets people in as this account, and a mapping in ${named(denies)} denies and names it. A Deny turns certificates away, never an account.`,
        ]
      : []),
    ...(outside > 0
      ? [
          `It is deployed on ${outside} ${outside === 1 ? "place" : "places"} outside ${serverGroups.length === 1 ? "its server group" : "its server groups"}.`,
        ]
      : []),
  ];
}
