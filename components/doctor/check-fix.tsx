import { Text } from "@mantine/core";
import { BindingFixButton } from "@/components/doctor/binding-fix-button";
import { DraftFixButton } from "@/components/doctor/draft-fix-button";
import { useMay } from "@/components/shell/rights";
import type { Doctor, DoctorCheck } from "@/lib/api/doctor";

interface CheckFixProps {
  doctor: Doctor;
  check: DoctorCheck;
}

/** Fix in the next push, where Certmap can and the person may. */
export function CheckFix({ doctor, check }: CheckFixProps) {
  const mayDraft = useMay("site-config.write");
  const mayPush = useMay("deployment.start");
  const { fixInNextPush: fix } = check;
  const { target } = doctor;
  if (fix === undefined || !(fix.kind === "draft-change" ? mayDraft : mayPush)) return null;
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
