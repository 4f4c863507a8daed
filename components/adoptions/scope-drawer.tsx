"use client";

import { Drawer, Stack, Text, Title } from "@mantine/core";
import type { Candidate } from "@/components/adoptions/candidates";
import { findingsOf } from "@/components/adoptions/findings-of";
import { candidateName } from "@/components/adoptions/found-columns";
import { FoundMappings } from "@/components/adoptions/found-mappings";
import { FindingRow } from "@/components/site-configs/finding-row";
import classes from "@/components/ui/entry-list.module.css";
import { FactList } from "@/components/ui/fact-list";
import { ProblemAlert } from "@/components/ui/problem-alert";
import { SECTION_NAMES } from "@/lib/iis/site-config";

const FINDINGS_SHOWN = 50;

export interface ScopeDrawerProps {
  candidate: Candidate | null;
  now: number;
  onClose: () => void;
}

/** Everything that was found in one scope. */
export function ScopeDrawer({ candidate, now, onClose }: ScopeDrawerProps) {
  return (
    <Drawer
      opened={candidate !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={candidate ? candidateName(candidate) : ""}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {candidate && <Found candidate={candidate} now={now} />}
    </Drawer>
  );
}

function Found({ candidate, now }: { candidate: Candidate; now: number }) {
  const { config, from, problem, scopes } = candidate;
  if (problem) return <ProblemAlert problem={problem} title="It cannot be adopted" />;
  const section = config.iisClientCertificateMappingAuthentication;
  const findings = findingsOf(candidate, now);
  const stated = SECTION_NAMES.filter((name) => config[name] !== undefined);
  return (
    <Stack gap="lg">
      <FactList
        label="What was found"
        facts={[
          ["Found in", from],
          ...(scopes.length > 1 ? [["Scopes", scopes.join(", ")] as const] : []),
          ["Sections it states", stated.join(", ")],
          ...(config.access ? [["sslFlags", config.access.sslFlags.join(", ") || "None"] as const] : []),
          ...(section
            ? [
                ["Mapping", section.enabled ? "On" : "Off"] as const,
                ["logonMethod", section.logonMethod] as const,
                ["defaultLogonDomain", section.defaultLogonDomain || "None"] as const,
              ]
            : []),
        ]}
      />
      {section && <FoundMappings candidate={candidate} />}
      <div>
        <Title order={3} size="h5" mb="xs">
          Findings ({findings.length.toLocaleString("en")})
        </Title>
        {findings.length === 0 && <Text size="sm">Nothing found.</Text>}
        <ul className={classes.list} aria-label="Findings">
          {findings.slice(0, FINDINGS_SHOWN).map((finding) => (
            <FindingRow
              key={`${finding.code} ${finding.entry?.list} ${finding.entry?.index} ${finding.entry?.rule} ${finding.message}`}
              finding={finding}
            />
          ))}
        </ul>
        {findings.length > FINDINGS_SHOWN && (
          <Text size="sm" c="dimmed">
            And {(findings.length - FINDINGS_SHOWN).toLocaleString("en")} more, which the site config will
            show.
          </Text>
        )}
      </div>
    </Stack>
  );
}
