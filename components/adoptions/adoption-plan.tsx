"use client";

import { Alert, Anchor, Button, Code, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { scopeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StateBadge } from "@/components/ui/state-badge";
import type { Adopted, Adoption } from "@/lib/api/adoptions";

export interface AdoptionPlanProps {
  adoption: Adoption;
  /** It was done; else it would be. */
  done: boolean;
  onRename: (from: Adopted, name: string) => void;
}

const SHOWN = 500;

/** What will happen, or has happened, to each site config, and what comes with it. */
export function AdoptionPlan({ adoption, done, onRename }: AdoptionPlanProps) {
  const { siteConfigs, certificates, accounts } = adoption;
  const of = (outcome: Adopted["outcome"]) => siteConfigs.filter((each) => each.outcome === outcome);
  const created = of("create");
  return (
    <Stack gap="md">
      {created.length > 0 && (
        <Alert variant="default" icon={<IconInfoCircle aria-hidden />} title="Certificates and accounts">
          <Text size="sm">
            {count(certificates.created.total, "certificate")} {done ? "stored" : "will be stored"},{" "}
            {certificates.matched.toLocaleString("en")} matched by SHA-256.{" "}
            {count(accounts.created.total, "account")} {done ? "created" : "will be created"}
            {accounts.created.total > 0 && ` (${named(accounts.created)})`},{" "}
            {accounts.matched.total.toLocaleString("en")} matched by name.
          </Text>
          <Text size="sm" mt={4}>
            New accounts have no password here. Passwords that stand in a server's file stay there as they
            are, and a push keeps them.
          </Text>
        </Alert>
      )}
      <Outcome
        title={done ? "Taken over" : "Will be taken over"}
        all={created}
        done={done}
        onRename={onRename}
      />
      <Outcome title="Already there, the same" all={of("same")} done={done} onRename={onRename} />
      <Outcome title="Not taken" all={of("refused")} done={done} onRename={onRename} />
    </Stack>
  );
}

function Outcome(props: {
  title: string;
  all: Adopted[];
  done: boolean;
  onRename: AdoptionPlanProps["onRename"];
}) {
  const { title, all, done, onRename } = props;
  if (all.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb="xs">
        {title} ({all.length.toLocaleString("en")})
      </Title>
      <ScrollRegion label={`${title}, scrolls`} style={{ maxHeight: 420, overflowY: "auto" }}>
        <List listStyleType="none" spacing="xs" size="sm">
          {all.slice(0, SHOWN).map((each) => (
            <List.Item key={`${each.name} ${each.scopes.join("\n")}`}>
              <One adopted={each} done={done} onRename={onRename} />
            </List.Item>
          ))}
        </List>
      </ScrollRegion>
      {all.length > SHOWN && (
        <Text size="sm" c="dimmed">
          And {(all.length - SHOWN).toLocaleString("en")} more.
        </Text>
      )}
    </section>
  );
}

function One({
  adopted,
  done,
  onRename,
}: { adopted: Adopted } & Pick<AdoptionPlanProps, "done" | "onRename">) {
  const { name, id, scopes, oneToOne, manyToOne, reason, freeName, notTaken, changes, targets } = adopted;
  const places = scopes.map(scopeName).join(", ");
  const linked = targets.filter(({ outcome }) => outcome === "link");
  return (
    <Stack gap={2}>
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
          {id === null ? (
            name
          ) : (
            <Anchor component={AppLink} href={`/site-configs/${id}`} inherit>
              {name}
            </Anchor>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            ...(places !== "" && places !== name ? [places] : []),
            ...(oneToOne > 0 ? [count(oneToOne, "one-to-one mapping")] : []),
            ...(manyToOne > 0 ? [count(manyToOne, "many-to-one mapping")] : []),
            ...(oneToOne + manyToOne === 0 ? ["settings only"] : []),
          ].join(", ")}
        </Text>
      </Group>
      {reason && (
        <Note state="refused">
          {reason.message} <Code>{reason.code}</Code>
          {freeName !== null && !done && (
            <Button size="compact-xs" variant="default" ml="xs" onClick={() => onRename(adopted, freeName)}>
              Call it {freeName}
            </Button>
          )}
        </Note>
      )}
      {notTaken.items.map(({ code, message }) => (
        <Note key={message} state="warning">
          Not taken: {message} <Code>{code}</Code>
        </Note>
      ))}
      {notTaken.total > notTaken.items.length && (
        <Text size="sm">
          And {(notTaken.total - notTaken.items.length).toLocaleString("en")} more not taken.
        </Text>
      )}
      {changes.total > 0 && reason === null && (
        <Note state="warning">
          A push would change {changes.total.toLocaleString("en")} on the server: {named(changes)}
        </Note>
      )}
      {linked.length > 0 && (
        <Text size="sm" c="dimmed">
          {done ? "Tied" : "Will be tied"} to {count(linked.length, "place")} on the server
          {linked.every(({ inSync }) => inSync) && ", in sync"}.
        </Text>
      )}
      {targets.some(({ outcome }) => outcome === "not-allowed") && (
        <Note state="warning">Your role may not push, so it is not tied to the server.</Note>
      )}
    </Stack>
  );
}

function Note({ state, children }: { state: "warning" | "refused"; children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <StateBadge state={state} />
      <Text component="div" size="sm" style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </Group>
  );
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The first few, and how many more. */
function named({ items, total }: { items: string[]; total: number }): string {
  const some = items.slice(0, 5);
  const more = total - some.length;
  return some.join(", ") + (more > 0 ? ` and ${more.toLocaleString("en")} more` : "");
}
