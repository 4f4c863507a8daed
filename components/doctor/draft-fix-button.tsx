"use client";

import { Anchor, Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { ProblemAlert } from "@/components/ui/problem-alert";
import type { Doctor } from "@/lib/api/doctor";
import { doctorMutations } from "@/lib/queries/doctor";

interface DraftFixButtonProps {
  target: NonNullable<Doctor["target"]>;
  check: { id: string; title: string };
  /** "adds Ssl to sslFlags" */
  words: string;
}

/** Puts the change into the draft at once: it can be undone there, and reaches the server with a revision and a push only. */
export function DraftFixButton({ target, check, words }: DraftFixButtonProps) {
  const fix = useMutation(doctorMutations.fixDraft(target.id));
  const siteConfig = (
    <Anchor component={AppLink} href={`/site-configs/${target.siteConfigId}`} size="sm" underline="always">
      {target.siteConfigName}
    </Anchor>
  );
  if (fix.isSuccess)
    return (
      <Text size="sm" role="status">
        It is in the draft of {siteConfig}. Undo takes it back; publish and push it to have it here.
      </Text>
    );
  return (
    <>
      <Text size="sm" component="div">
        <Button
          size="compact-sm"
          variant="default"
          loading={fix.isPending}
          onClick={() => fix.mutate(check.id)}
          aria-label={`Fix in the next push: ${check.title}`}
        >
          Fix in the next push
        </Button>{" "}
        <Text span size="sm" c="dimmed">
          In the draft of {siteConfig}: {words}.
        </Text>
      </Text>
      {fix.error && <ProblemAlert problem={fix.error} title="Nothing was changed" />}
    </>
  );
}
