import { Group, Skeleton, Stack, VisuallyHidden } from "@mantine/core";

const WIDTHS = ["72%", "58%", "81%", "64%", "76%", "52%", "69%", "61%"];

/** As high as the rows it stands for, so that nothing moves when they come. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Stack gap={0} aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Group h={44} mb="xs" justify="space-between">
        <Skeleton h={32} w={280} maw="60%" />
        <Skeleton h={16} w={96} />
      </Group>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
        <Group key={row} h={36} gap="md" wrap="nowrap">
          <Skeleton h={12} w={WIDTHS[row % WIDTHS.length]} />
          <Skeleton h={12} w={120} visibleFrom="sm" />
        </Group>
      ))}
    </Stack>
  );
}

/** Stands for a page's facts. */
export function DetailSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden role="status">Loading</VisuallyHidden>
      <Skeleton h={32} w={320} maw="80%" />
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
        <Group key={row} gap="xl" wrap="nowrap">
          <Skeleton h={14} w={120} style={{ flex: "none" }} />
          <Skeleton h={14} w={WIDTHS[row % WIDTHS.length]} maw={480} />
        </Group>
      ))}
    </Stack>
  );
}
