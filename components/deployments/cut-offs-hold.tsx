import { Alert, Anchor, List, Text, Textarea } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { AppLink } from "@/components/ui/app-link";
import { Time } from "@/components/ui/time";
import type { HeldCutOff } from "@/lib/api/held-cut-offs";

export interface CutOffsHoldProps {
  cutOffs: readonly HeldCutOff[];
  reason: string;
  onReason: (reason: string) => void;
}

const NAMED = 12;

/** Whom the push would let in although they were cut off, and the reason without which it does not start. */
export function CutOffsHold({ cutOffs, reason, onReason }: CutOffsHoldProps) {
  return (
    <Alert
      color="red"
      variant="light"
      mb="md"
      maw={720}
      icon={<IconHandStop aria-hidden />}
      title="This revision lets in who was cut off"
    >
      <List size="sm">
        {cutOffs.slice(0, NAMED).map(({ id, number, name, startedBy, startedAt, reason: why }) => (
          <List.Item key={id}>
            <Anchor component={AppLink} href={`/cut-offs/${id}`} size="sm" underline="always">
              Cut-off {number}
            </Anchor>{" "}
            of {name}, by {startedBy} <Time value={startedAt} />: “{why}”
          </List.Item>
        ))}
        {cutOffs.length > NAMED && (
          <List.Item>and {(cutOffs.length - NAMED).toLocaleString("en")} more</List.Item>
        )}
      </List>
      <Text size="sm" my="xs">
        Better push a revision without them, or lift the cut-off on its page when it has done its work.
      </Text>
      <Textarea
        label="Reason to let them in all the same"
        description="Kept with the push in the audit. The cut-off goes on holding for other pushes."
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
        maxLength={500}
        required
        autosize
        minRows={2}
      />
    </Alert>
  );
}
