import { Title } from "@mantine/core";
import { type Fact, FactList } from "@/components/ui/fact-list";

/** Facts that are read together, under a heading of their own. */
export function FactGroup({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <div>
      <Title order={3} size="h6" mb={6}>
        {title}
      </Title>
      <FactList label={title} facts={facts} termWidth={200} />
    </div>
  );
}
