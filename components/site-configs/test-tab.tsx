"use client";

import { SegmentedControl, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SavedTestList } from "@/components/saved-tests/saved-test-list";
import { TestOne } from "@/components/site-configs/test-one";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { savedTestQueries } from "@/lib/queries/saved-tests";

/** Who will it be? One certificate, or those whose answer is kept. */
export function TestTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [{ test }, setAddress] = useUrlState({ test: "one" });
  const { id, version } = siteConfig;
  const saved = useQuery(savedTestQueries.list(id, version));
  const count = saved.data ? ` (${saved.data.items.length.toLocaleString("en")})` : "";
  return (
    <Stack gap="lg">
      <SegmentedControl
        aria-label="What to test"
        data={[
          { value: "one", label: "One certificate" },
          { value: "saved", label: `Saved tests${count}` },
        ]}
        value={test === "saved" ? test : "one"}
        onChange={(next) => setAddress({ test: next }, { history: "push" })}
        style={{ alignSelf: "start" }}
      />
      {test === "saved" ? (
        <SavedTestList siteConfigId={id} version={version} />
      ) : (
        <TestOne siteConfig={siteConfig} />
      )}
    </Stack>
  );
}
