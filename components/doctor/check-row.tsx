import { Code, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { VERDICT_STATES } from "@/components/doctor/words";
import { CopyText } from "@/components/ui/copy-text";
import classes from "@/components/ui/entry-list.module.css";
import { StateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { DoctorCheck } from "@/lib/api/doctor";

/** One check: what was seen and when; what it means and what to do where it is not fine. */
export function CheckRow({ check, children }: { check: DoctorCheck; children?: ReactNode }) {
  const { verdict, title, seen, seenAt, why, fix, byHand, sure, source } = check;
  const look = VERDICT_STATES[verdict];
  return (
    <li className={classes.row} id={`check-${check.id}`}>
      <Text component="span" size="sm" className={classes.mark}>
        <StateBadge state={look.state} words={look.words} />
      </Text>
      <div className={classes.text}>
        <Text size="sm" fw={600} component="h3">
          {title}
        </Text>
        <Text size="sm">
          {seen}
          {seenAt !== null && (
            <Text span size="sm" c="dimmed">
              {" "}
              Seen <Time value={seenAt} />.
            </Text>
          )}
        </Text>
        {fix && (
          <Text size="sm">
            <b>What to do:</b> {fix}
          </Text>
        )}
        {children}
        <Text size="sm" component="details">
          <summary>{verdict === "unknown" ? "Find out by hand" : "Why it matters"}</summary>
          <Text size="sm">{why}</Text>
          <Text size="sm" component="div">
            On the server: <CopyText value={byHand} label={`command for ${title}`} code />
          </Text>
          <Text size="sm" c="dimmed">
            {source}. {sure === "hypothesis" && <>Rests on reported behaviour: not verified against IIS. </>}
            <Code>{check.id}</Code>
          </Text>
        </Text>
      </div>
    </li>
  );
}
