"use client";

import { SegmentedControl, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SavedTestList } from "@/components/saved-tests/saved-test-list";
import { TestAll } from "@/components/site-configs/test-all";
import { TestOne } from "@/components/site-configs/test-one";
import { useUrlState } from "@/components/ui/use-url-state";
import type { SiteConfigDetail } from "@/lib/api/site-configs";
import { savedTestQueries } from "@/lib/queries/saved-tests";

const PARTS = ["one", "all", "saved"] as const;

/** Who will it be? One certificate, every stored one, or those whose answer is kept. */
export function TestTab({ siteConfig }: { siteConfig: SiteConfigDetail }) {
  const [{ test }, setAddress] = useUrlState({ test: "one" });
  const part = PARTS.find((each) => each === test) ?? "one";
  const { id, version } = siteConfig;
  const saved = useQuery(savedTestQueries.list(id, version));
  const count = saved.data ? ` (${saved.data.items.length.toLocaleString("en")})` : "";
  return (
    <Stack gap="lg">
      <SegmentedControl
        aria-label="What to test"
        data={[
          { value: "one", label: "One" },
          { value: "all", label: "All stored" },
          { value: "saved", label: `Saved tests${count}` },
        ]}
        value={part}
        onChange={(next) => setAddress({ test: next }, { history: "push" })}
        style={{ alignSelf: "start" }}
      />
      {part === "one" && <TestOne siteConfig={siteConfig} />}
      {part === "all" && <TestAll siteConfig={siteConfig} />}
      {part === "saved" && <SavedTestList siteConfigId={id} version={version} />}
    </Stack>
  );
}
