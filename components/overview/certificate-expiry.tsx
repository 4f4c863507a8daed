import { Anchor, Text } from "@mantine/core";
import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { Overview } from "@/lib/api/overview";

/** When the mapped certificates end: expired, within 30 days, within 90 days. The bar says the same as the words. */
export function CertificateExpiry({ certificates }: { certificates: Overview["certificates"] }) {
  const { total, expired, in30Days, in90Days } = certificates;
  const later = in90Days - in30Days;
  const ending = expired + in90Days;
  const rows = [
    {
      count: expired,
      state: "expired",
      words: "Expired and still mapped",
      href: "/certificates?validity=expired&mapped=yes",
    },
    {
      count: in30Days,
      state: "expiring",
      words: "Expire within 30 days",
      href: "/certificates?validity=within-30&mapped=yes&sort=notAfter",
    },
    {
      count: later,
      state: "unknown",
      words: "Expire in 31 to 90 days",
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
