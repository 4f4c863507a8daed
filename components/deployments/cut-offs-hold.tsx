import { Alert, Text, Textarea } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { HeldCutOffList } from "@/components/cut-offs/held-cut-off-list";
import type { HeldCutOff } from "@/lib/api/held-cut-offs";

export interface CutOffsHoldProps {
  cutOffs: readonly HeldCutOff[];
  reason: string;
  onReason: (reason: string) => void;
}

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
      <HeldCutOffList cutOffs={cutOffs} />
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
