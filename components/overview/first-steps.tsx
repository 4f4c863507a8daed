import { Anchor, Text } from "@mantine/core";
import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { SampleServerButton } from "@/components/servers/sample-server-button";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { Overview } from "@/lib/api/overview";

/** The way to the first push, until there is one. In any order but the last. */
export function FirstSteps({ overview }: { overview: Overview }) {
  const { certificates, accounts, siteConfigs, servers } = overview;
  const steps = [
    { done: certificates.total > 0, words: "Upload the certificates of your clients", href: "/certificates" },
    { done: accounts.total > 0, words: "Add the Windows accounts that they become", href: "/accounts" },
    { done: siteConfigs.total > 0, words: "Map them in a site config and publish it", href: "/site-configs" },
    { done: servers.total > 0, words: "Enrol a server and approve it", href: "/servers" },
    { done: false, words: "Push the site config to a site", href: "/site-configs" },
  ];
  return (
    <Panel title="From a certificate to a proven push" aside={servers.total === 0 && <SampleServerButton />}>
      <Text size="sm" mb="xs">
        No site has a site config yet. To try everything without touching a web server, add a sample server.
      </Text>
      <ol className={classes.list}>
        {steps.map((step) => (
          <li key={step.words}>
            <Anchor component={AppLink} href={step.href} size="sm" c="inherit">
              <StateBadge state={step.done ? "verified" : "never"} words={step.words} wrap />
            </Anchor>
            <span className={classes.at}>{step.done ? "Done" : "To do"}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
