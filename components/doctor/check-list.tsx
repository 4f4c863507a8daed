import { Title } from "@mantine/core";
import { CheckFix } from "@/components/doctor/check-fix";
import { CheckRow } from "@/components/doctor/check-row";
import { GROUP_WORDS } from "@/components/doctor/words";
import classes from "@/components/ui/entry-list.module.css";
import type { Doctor } from "@/lib/api/doctor";
import { GROUPS } from "@/lib/iis/doctor/check";

/** Everything that must be true, in the order in which a request meets it. */
export function CheckList({ doctor }: { doctor: Doctor }) {
  return GROUPS.map((group) => (
    <section key={group} aria-labelledby={`group-${group}`}>
      <Title order={2} size="h4" id={`group-${group}`}>
        {GROUP_WORDS[group]}
      </Title>
      <ul className={classes.list}>
        {doctor.checks
          .filter((check) => check.group === group)
          .map((check) => (
            <CheckRow key={check.id} check={check}>
              <CheckFix doctor={doctor} check={check} />
            </CheckRow>
          ))}
      </ul>
    </section>
  ));
}
