"use client";

import { Anchor, Skeleton, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import classes from "@/components/access/access.module.css";
import type { SetAccessFilter } from "@/components/access/filter-state";
import { PrivilegedBadge } from "@/components/accounts/privileged-badge";
import { placeName } from "@/components/targets/scope-name";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { AccessFilter } from "@/lib/api/access";
import type { AccessCards as Counts } from "@/lib/api/access-overview";
import { accessQueries } from "@/lib/queries/access";

export interface AccessCardsProps {
  filter: AccessFilter;
  setFilter: SetAccessFilter;
}

/** The same ways in from three sides. Each name narrows all three to itself. */
export function AccessCards({ filter, setFilter }: AccessCardsProps) {
  const { data, error, refetch } = useQuery(accessQueries.cards(filter));
  if (error) return <ProblemAlert problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={140} radius="md" />;
  const { accounts, certificates, places } = data;
  return (
    <div className={classes.cards}>
      <Card
        title={plural(accounts.total, "account")}
        chosen={filter.account !== ""}
        onAll={() => setFilter({ account: "" })}
        href={filter.account && accounts.items[0]?.accountId && `/accounts/${accounts.items[0].accountId}`}
        total={accounts.total}
        items={accounts.items.map(({ name, count, userKey, privileged }) => ({
          key: userKey,
          name,
          count,
          badge: privileged && <PrivilegedBadge userName={name} />,
          choose: () => setFilter({ account: userKey }, { history: "push" }),
        }))}
      />
      <Card
        title={certificatesTitle(certificates)}
        chosen={filter.certificate !== ""}
        onAll={() => setFilter({ certificate: "" })}
        href={
          filter.certificate &&
          certificates.items[0]?.certificateId &&
          `/certificates/${certificates.items[0].certificateId}`
        }
        total={certificates.total}
        items={certificates.items.map(({ name, count, sha256 }) => ({
          key: sha256,
          name,
          count,
          // Certificates that do not decode have no digest to ask for.
          ...(sha256 !== "" && {
            choose: () => setFilter({ certificate: sha256 }, { history: "push" }),
          }),
        }))}
        note={
          certificates.rules > 0 && (
            <>
              Many-to-one mappings also admit certificates that nobody here has seen.{" "}
              <Anchor
                component="button"
                type="button"
                size="xs"
                underline="always"
                onClick={() => setFilter({ kind: "manyToOne" }, { history: "push" })}
              >
                Show only these
              </Anchor>
            </>
          )
        }
      />
      <Card
        title={`${plural(places.total, "site")} on ${plural(places.servers, "server")}`}
        chosen={filter.target !== "" || filter.server !== ""}
        onAll={() => setFilter({ target: "", server: "" })}
        href={filter.target && `/targets/${filter.target}`}
        total={places.total}
        items={places.items.map(({ count, targetId, scope, serverName }) => ({
          key: targetId,
          name: placeName(serverName, scope),
          count,
          choose: () => setFilter({ target: targetId }, { history: "push" }),
        }))}
      />
    </div>
  );
}

interface CardProps {
  title: string;
  /** Narrowed to one of its items, whose own page is `href`. */
  chosen: boolean;
  onAll: () => void;
  href: string | null | undefined;
  total: number;
  items: { key: string; name: string; count: number; badge?: ReactNode; choose?: () => void }[];
  note?: ReactNode;
}

function Card({ title, chosen, onAll, href, total, items, note }: CardProps) {
  const heading = useId();
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <Title order={2} size="h6" id={heading}>
        {title}
      </Title>
      <ul className={classes.items}>
        {items.map(({ key, name, count, badge, choose }) => (
          <li key={key} className={classes.item}>
            {chosen || !choose ? (
              <span className={classes.name}>{name}</span>
            ) : (
              <Anchor component="button" type="button" size="sm" className={classes.name} onClick={choose}>
                {name}
              </Anchor>
            )}
            {badge}
            <span className={classes.count}>{plural(count, "way", "ways")} in</span>
          </li>
        ))}
      </ul>
      {total > items.length && (
        <Text size="xs" c="dimmed">
          and {(total - items.length).toLocaleString("en")} more
        </Text>
      )}
      {note && (
        <Text size="xs" c="dimmed" mt={4} component="div">
          {note}
        </Text>
      )}
      {chosen && (
        <Text size="xs" mt={6} component="div" style={{ display: "flex", gap: 12 }}>
          {href && (
            <Anchor component={AppLink} href={href} size="xs">
              Open its page
            </Anchor>
          )}
          <Anchor component="button" type="button" size="xs" onClick={onAll}>
            <IconX size={12} aria-hidden /> Show all again
          </Anchor>
        </Text>
      )}
    </section>
  );
}

function certificatesTitle({ total, rules }: Counts["certificates"]): string {
  const certificates = plural(total, "certificate");
  return rules === 0 ? certificates : `${certificates} and ${plural(rules, "rule mapping")}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
