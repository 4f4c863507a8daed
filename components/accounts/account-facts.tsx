"use client";

import { Anchor, Badge, Group, Text } from "@mantine/core";
import { PasswordNote } from "@/components/accounts/password-note";
import { AppLink } from "@/components/ui/app-link";
import { FactList } from "@/components/ui/fact-list";
import { Time } from "@/components/ui/time";
import type { AccountDetail } from "@/lib/api/accounts";
import { parseUserName } from "@/lib/iis/user-name";

const FORMS = {
  domain: "Domain account",
  local: "Local account of the server",
  upn: "User principal name",
  bare: "Without a domain: the site's default logon domain is used",
} as const;

export function AccountFacts({ account }: { account: AccountDetail }) {
  const name = parseUserName(account.userName);
  return (
    <FactList
      label="Account"
      facts={[
        [
          "Password",
          <Text key="password" component="div" inherit>
            <PasswordNote setAt={account.passwordSetAt} setBy={account.passwordSetBy} />
            {account.passwordSetAt === null &&
              ". Servers keep the password that stands in their own file for this account."}
          </Text>,
        ],
        ["Kind", name.ok ? FORMS[name.value.form] : "Unknown"],
        [
          "Owner",
          account.owner === "" ? (
            "Nobody named"
          ) : (
            <Anchor
              key="owner"
              component={AppLink}
              href={`/accounts?owner=${encodeURIComponent(account.owner)}`}
              inherit
            >
              {account.owner}
            </Anchor>
          ),
        ],
        ["May map to it", whoMayMap(account)],
        [
          "May be used on",
          account.serverGroups.length === 0
            ? "Every server"
            : `Servers of ${account.serverGroups.map((group) => group.name).join(", ")}`,
        ],
        ...(account.tags.length > 0
          ? [
              [
                "Tags",
                <Group key="tags" gap={4}>
                  {account.tags.map((tag) => (
                    <Badge key={tag} variant="default" tt="none" fw={400}>
                      {tag}
                    </Badge>
                  ))}
                </Group>,
              ] as const,
            ]
          : []),
        ...(account.notes === ""
          ? []
          : [
              [
                "Notes",
                <Text
                  key="notes"
                  inherit
                  style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
                  maw={720}
                >
                  {account.notes}
                </Text>,
              ] as const,
            ]),
        [
          "Created",
          <Text key="created" span inherit>
            <Time value={account.createdAt} /> by {account.createdBy}
          </Text>,
        ],
      ]}
    />
  );
}

function whoMayMap({ mapBy, grants }: AccountDetail): string {
  if (mapBy === "editors") return "Every editor, and administrators";
  const names = grants.map(({ name, role }) =>
    role === "editor" || role === "administrator" ? name : `${name} (${role}: cannot map at present)`,
  );
  return [...names, "administrators"].join(", ").replace(/^./, (first) => first.toUpperCase());
}
