import { Anchor, Text } from "@mantine/core";
import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { Overview } from "@/lib/api/overview";

/** When the mapped certificates end, nearest first; each number leads to the list. The bar says the same as the words. */
export function CertificateExpiry({ certificates }: { certificates: Overview["certificates"] }) {
  const { total, expired, in2Days, in15Days, in30Days, in60Days, in90Days } = certificates;
  const later = in90Days - in30Days;
  const ending = expired + in90Days;
  const within = (days: number) => `/certificates?validity=within-${days}&mapped=yes&sort=notAfter`;
  const rows = [
    {
      count: expired,
      state: "expired",
      words: "Expired and still mapped",
      href: "/certificates?validity=expired&mapped=yes",
    },
    { count: in2Days, state: "expiring", words: "Expire within 2 days", href: within(2) },
    { count: in15Days, state: "expiring", words: "Expire within 15 days", href: within(15) },
    { count: in30Days, state: "expiring", words: "Expire within 30 days", href: within(30) },
    { count: in60Days, state: "valid", words: "Expire within 60 days", href: within(60) },
    {
      count: in90Days,
      state: "valid",
      words: "Expire within 90 days",
      href: "/certificates?mapped=yes&sort=notAfter",
    },
  ] as const;
  return (
    <Panel
      title="Certificates over the next 90 days"
      aside={
        <Anchor component={AppLink} href="/certificates" size="sm">
          {total.toLocaleString("en")} in all
        </Anchor>
      }
    >
      {ending === 0 ? (
        <Text size="sm" component="div">
          <StateBadge state="valid" words="No mapped certificate expires within 90 days." wrap />
        </Text>
      ) : (
        <>
          <div className={classes.bar} aria-hidden>
            {expired > 0 && <span className={classes.expired} style={{ flexGrow: expired }} />}
            {in30Days > 0 && <span className={classes.soon} style={{ flexGrow: in30Days }} />}
            {later > 0 && <span className={classes.later} style={{ flexGrow: later }} />}
          </div>
          <ul className={classes.list}>
            {rows.map((row) => (
              <li key={row.words}>
                <StateBadge state={row.state} words={row.words} wrap />
                <Anchor
                  component={AppLink}
                  href={row.href}
                  size="sm"
                  aria-label={`${row.count.toLocaleString("en")}: ${row.words}`}
                >
                  {row.count.toLocaleString("en")}
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
