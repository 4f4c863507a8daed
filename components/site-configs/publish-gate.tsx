"use client";

import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import type { SavedTestItem } from "@/lib/api/saved-tests";
import { sayExpectation } from "@/lib/iis/expectation";

/** More are counted: the tab has them all. */
const SHOWN = 10;

export interface PublishGateProps {
  siteConfigId: string;
  failed: readonly SavedTestItem[];
  /** The field for the reason. */
  children: ReactNode;
}

/** Saved tests that fail stand in the way of publishing; a reason leads past them. */
export function PublishGate({ siteConfigId, failed, children }: PublishGateProps) {
  const more = failed.length - SHOWN;
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle color="light-dark(#c92a2a, #ff8787)" aria-hidden />}
      title={
        failed.length === 1 ? "1 saved test fails" : `${failed.length.toLocaleString("en")} saved tests fail`
      }
    >
      <List size="sm" mb="xs">
        {failed.slice(0, SHOWN).map(({ id, displayName, answer, expected }) => (
          <List.Item key={id}>
            {displayName} {answer}. Expected: {sayExpectation(expected)}.
          </List.Item>
        ))}
      </List>
      <Text size="sm" mb="sm">
        {more > 0 && `${more.toLocaleString("en")} more. `}
        Mend the draft, or{" "}
        <Anchor
          component={AppLink}
          href={`/site-configs/${siteConfigId}?tab=test&test=saved`}
          inherit
          underline="always"
        >
          the tests
        </Anchor>
        . To publish all the same, say why: the reason and these tests go into the audit.
      </Text>
      {children}
    </Alert>
  );
}
