import { Text } from "@mantine/core";
import { BindingFixButton } from "@/components/doctor/binding-fix-button";
import { DraftFixButton } from "@/components/doctor/draft-fix-button";
import type { Doctor, DoctorCheck } from "@/lib/api/doctor";

export interface DoctorRights {
  /** Ask the agent. */
  look: boolean;
  /** Change drafts. */
  fix: boolean;
  /** Say what a push brings. */
  push: boolean;
}

interface CheckFixProps {
  doctor: Doctor;
  check: DoctorCheck;
  rights: DoctorRights;
}

/** Fix in the next push, where Certmap can and the person may. */
export function CheckFix({ doctor, check, rights }: CheckFixProps) {
  const { fixInNextPush: fix } = check;
  const { target } = doctor;
  if (fix === undefined || !(fix.kind === "draft-change" ? rights.fix : rights.push)) return null;
  if (target === null)
    return (
      <Text size="sm" c="dimmed">
        Certmap can do that with a push, once a site config is pushed to this site.
      </Text>
    );
  if (fix.kind === "draft-change") return <DraftFixButton target={target} check={check} words={fix.words} />;
  return (
    <BindingFixButton doctor={doctor} target={target} check={check} wishes={fix.wishes} words={fix.words} />
  );
}
