import { Text, Title } from "@mantine/core";
import { CodeBlock } from "@/components/ui/code-block";
import { TextDiff } from "@/components/ui/text-diff";
import type { AuditEventItem } from "@/lib/api/audit-events";

/** What the event recorded. With both sides the difference, else the one side there is. Secrets were never written. */
export function BeforeAfter({ before, after }: Pick<AuditEventItem, "before" | "after">) {
  return (
    <div>
      <Title order={3} size="h5" mb="xs">
        Before and after
      </Title>
      <Sides before={before} after={after} />
    </div>
  );
}

function Sides({ before, after }: Pick<AuditEventItem, "before" | "after">) {
  if (before !== null && after !== null)
    return (
      <TextDiff
        label="What changed"
        before={text(before)}
        after={text(after)}
        beforeLabel="Before"
        afterLabel="After"
      />
    );
  if (after !== null) return <CodeBlock label="After" code={text(after)} lineNumbers={false} wrap />;
  if (before !== null) return <CodeBlock label="Before" code={text(before)} lineNumbers={false} wrap />;
  return <Text size="sm">The sentence says it all: this event has no further values.</Text>;
}

function text(value: AuditEventItem["before"]): string {
  return JSON.stringify(value, null, 2);
}
